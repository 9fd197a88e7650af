/** An address without its query, which may hold a token; the text itself where it is none. */
export const shortAddress = (address: string): string => {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return origin === 'null' ? address : `${origin}${pathname}`;
};

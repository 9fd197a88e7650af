/** Stands for what is secret in an address; sent back, it leaves what is stored as it is. */
export const QUERY_MARKER = '***';

/** Up to the last `@`, since a password may hold one, and everything else that ends a host. */
const USER_INFO = /^([a-z][a-z0-9+.-]*:)?(\/\/)?.*@/is;

const withoutUserInfo = (address: string): string => {
  if (URL.canParse(address)) {
    const url = new URL(address);
    if (url.host !== '' && url.username + url.password === '') return address;
    if (url.host !== '') {
      [url.username, url.password] = ['', ''];
      return url.href;
    }
  }
  return address.replace(USER_INFO, (_all, scheme = '', slashes = '') =>
    slashes === '' ? '' : `${scheme}${slashes}`
  );
};

/** An address taken apart where its query begins and ends. */
const parts = (address: string): { before: string; query: string } => {
  const [whole = ''] = address.split('#', 1);
  const at = whole.indexOf('?');
  return at === -1
    ? { before: whole, query: '' }
    : { before: whole.slice(0, at), query: whole.slice(at + 1) };
};

const joined = (before: string, query: string): string =>
  query === '' ? before : `${before}?${query}`;

interface Parameter {
  /** With the `=` that follows it; empty for a value alone. */
  name: string;
  value: string;
}

const parametersOf = (query: string): Parameter[] =>
  query
    .split('&')
    .filter((text) => text !== '')
    .map((text) => {
      // What ends in `=` may as well be a token in base64 as a name without a value.
      const [, name = '', value = text] = /^([^=]+=)(.*[^=].*)$/s.exec(text) ?? [];
      return { name, value };
    });

const queryOf = (parameters: Parameter[]): string =>
  parameters.map(({ name, value }) => name + value).join('&');

/** The query of an address, without the question mark; empty where there is none. */
export const addressQuery = (address: string): string =>
  queryOf(parametersOf(parts(address).query));

/** Each value of the query of an address, as it is written there and in clear. */
export const queryValues = (address: string): string[] => {
  const { query } = parts(address);
  const written = parametersOf(query).map(({ value }) => value);
  return [...written, ...new URLSearchParams(query).values()];
};

/** The address with another query. */
export const withQuery = (address: string, query: string): string =>
  joined(parts(address).before, query);

/** The address with a marker in the place of each value of its query, any of which may be a token. */
export const maskedAddress = (address: string): string =>
  withQuery(
    address,
    queryOf(parametersOf(parts(address).query).map(({ name }) => ({ name, value: QUERY_MARKER })))
  );

/** An address, or what was given as one, for messages: without user and password, its query masked. */
export const shownAddress = (address: string): string => maskedAddress(withoutUserInfo(address));

/**
 * The query of an address with the stored values in the place of the markers.
 * @returns null where a marker stands for nothing
 */
export const restoredQuery = (address: string, stored: string | undefined): string | null => {
  const left = parametersOf(stored ?? '');
  const restored: Parameter[] = [];
  for (const { name, value } of parametersOf(parts(address).query)) {
    const at = left.findIndex((parameter) => parameter.name === name);
    const [kept] = at === -1 ? [] : left.splice(at, 1);
    if (value === QUERY_MARKER && !kept) return null;
    restored.push({ name, value: value === QUERY_MARKER && kept ? kept.value : value });
  }
  return queryOf(restored);
};

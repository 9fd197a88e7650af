/** One address and nothing else; the part before the sign may be in quotation marks. */
const ADDRESS = /^(?:(?!')[^\s@,;<>()"[\]]+|"[^"@]+")@[^\s@,;<>()"'[\]#]+$/u;
/** Addresses among other text. */
const ADDRESSES = /(?:"[^"@]+"|(?!')[^\s@,;:|/<>()"[\]#]+)@[^\s@,;:|/<>()"'[\]#]+/gu;
/** Longer texts are none, and take long to search. */
const CHARACTERS = 2_000;

/** `mailto:` of links, and `SMTP:` as Exchange marks the main address. */
const SCHEME = /^(?:mailto|smtp):/iu;
const SCHEMES = /\b(?:mailto|smtp):/giu;
/** What a link asks the mail program for besides. */
const QUERY = /\?(?:subject|body|cc|bcc)=[^\s>#]*/giu;

/** What may stand around one address, which is written as `@` here. */
const FRAMES: readonly RegExp[] = [
  // <anna@example.org>; also the same address several times.
  /^[\s'"<[,;|/]*@(?:[\s,;|/]+@)*[\s'">\],;|/]*$/u,
  // Anna Ahorn <anna@example.org>
  /^[^<>@]*(?:@[^<>@]*)?<\s*@\s*>[\s,;]*$/u,
  // anna@example.org (Anna Ahorn)
  /^@\s*\([^()]*\)$/u,
  // Access writes the text of a link and its target: Anna#mailto:anna@example.org#
  /^[^#@]*@?[^#@]*#@#[^#]*$/u,
];

const withoutSchemes = (text: string): string =>
  text.replace(SCHEMES, '').replace(QUERY, '').replaceAll('%40', '@');

/** The addresses in a text, each once, in whatever case. */
function addressesIn(text: string): string[] {
  if (text.length > CHARACTERS) return [];
  const found = new Map<string, string>();
  for (const [address] of withoutSchemes(text).matchAll(ADDRESSES)) {
    const key = address.toLowerCase();
    if (!found.has(key)) found.set(key, address);
  }
  return [...found.values()];
}

/** True for one address and nothing else. */
export const isMailAddress = (text: string): boolean => ADDRESS.test(text);

/** True where a text holds several addresses, of which nobody can say which one is meant. */
export const hasSeveralAddresses = (text: string): boolean =>
  !isMailAddress(text) && addressesIn(text).length > 1;

/**
 * The address that a text stands for, where that is certain: that of `Anna <a@x.org>`,
 * `a@x.org (Anna)`, `mailto:a@x.org`. Any other text as it is.
 */
export function bareAddress(text: string): string {
  if (isMailAddress(text) && !SCHEME.test(text)) return text;
  const [address, ...others] = addressesIn(text);
  if (address === undefined || others.length > 0) return text;
  const around = withoutSchemes(text).replace(ADDRESSES, '@').trim();
  return FRAMES.some((frame) => frame.test(around)) ? address : text;
}

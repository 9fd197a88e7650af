/** Attributes that DNs are made of (RFC 4514 § 3, and those of Active Directory). */
const ATTRIBUTE = 'cn|ou|dc|uid|o|c|l|st|street|sn|mail|e|title|serialnumber|\\d+(?:\\.\\d+)+';
const RDN = new RegExp(`(${ATTRIBUTE}) ?=`, 'iy');
/** Two parts at least: a single one may be any text with an equals sign. */
const LOOKS_LIKE_DN = new RegExp(
  `^[\\s,|]*(?:${ATTRIBUTE}) ?= ?(?:\\\\.|"[^"]*"|[^\\\\,;|"])+[,;|] ?(?:${ATTRIBUTE}) ?=`,
  'i'
);

/** What may stand between DNs or their parts; escaped characters and quoted texts are part of a value. */
const TOKENS = /\\[^]|"[^"]*"|[\s,;|]+/g;
const BETWEEN_DNS = /[;|\r\n]/;
const JOINT = /[\s,|]/;
/** Within a DN a semicolon is escaped or in quotation marks. */
const BETWEEN_SEMICOLONS = /(?:\\[^]|"[^"]*"|[^;])+/g;
const COMMA = /(?<!\\),/;
/** The attributes that DNs end with, and which ones may follow them in the same DN. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  dc: ['dc'],
  o: ['o', 'l', 'st', 'street', 'c', 'dc'],
  c: ['c', 'dc'],
};

/** csvde escapes the backslash of an escaped comma once more. */
const ESCAPED_TWICE = new RegExp(`\\\\\\\\([,;+"<>=#])(?! ?(?:${ATTRIBUTE}) ?=)`, 'gi');

/**
 * The DNs of a text that lists them, whatever they are joined with: csvde's semicolons, or what
 * people let PowerShell put between them, even the comma and the blank; and what stands beside them
 * between semicolons. Null for a text that lists no DNs.
 */
export function splitDns(text: string): string[] | null {
  const list = withoutFrame(text).replace(ESCAPED_TWICE, '\\$1');
  const parts = list.match(BETWEEN_SEMICOLONS) ?? [];
  if (!parts.some((part) => LOOKS_LIKE_DN.test(part))) return null;
  return parts
    .flatMap((part) => (LOOKS_LIKE_DN.test(part) ? dnsOf(part) : part.split(COMMA)))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function dnsOf(part: string): string[] {
  const list = withoutJoints(part);
  const dns: string[] = [];
  let start = 0;
  let previous = attributeAt(list, 0);
  for (const { 0: token, index } of list.matchAll(TOKENS)) {
    const next = /^[\s,;|]/.test(token) ? attributeAt(list, index + token.length) : null;
    if (next === null) continue;
    if (endsDn(token, previous, next)) {
      dns.push(list.slice(start, index));
      start = index + token.length;
    }
    previous = next;
  }
  return [...dns, list.slice(start)];
}

/** The text without the quotation marks around each DN, or the braces that PowerShell puts around a list. */
function withoutFrame(text: string): string {
  const trimmed = text.trim();
  const [, inner = trimmed] = /^\{(.*)\}$/s.exec(trimmed) ?? [];
  return /^".*"$/s.test(inner) ? inner.slice(1, -1).replace(/" ?[,;| \r\n]+"/g, ';') : inner;
}

/** The text without what may join DNs at its ends, by hand: a regular expression would take quadratic time. */
function withoutJoints(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && JOINT.test(text.charAt(start))) start += 1;
  while (end > start && JOINT.test(text.charAt(end - 1)) && text.charAt(end - 2) !== '\\') end -= 1;
  return text.slice(start, end);
}

function attributeAt(text: string, offset: number): string | null {
  RDN.lastIndex = offset;
  return RDN.exec(text)?.[1]?.toLowerCase() ?? null;
}

function endsDn(token: string, previous: string | null, next: string): boolean {
  if (BETWEEN_DNS.test(token)) return true;
  const same = previous === null ? undefined : ENDS[previous];
  return same !== undefined && !same.includes(next);
}

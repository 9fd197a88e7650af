/** Attributes that DNs are made of (RFC 4514 § 3, RFC 4519, and those of Active Directory and other directories). */
const ATTRIBUTE = [
  'cn|ou|dc|uid|o|c|l|s|st|street|sn|gn|mail|e|email|emailaddress|title|serialnumber|description',
  'commonname|organizationname|organizationalunitname|domaincomponent|userid|countryname',
  'localityname|stateorprovincename|streetaddress|surname|givenname|initials|dnqualifier',
  'employeenumber|employeeid|uidnumber|gidnumber|entryuuid|uniqueidentifier|samaccountname',
  'postalcode|telephonenumber|(?:oid\\.)?\\d+(?:\\.\\d+)+',
].join('|');
const RDN = new RegExp(`(${ATTRIBUTE}) ?=`, 'iy');

/** What may stand between DNs or their parts; escaped characters and quoted texts are part of a value. */
const TOKENS = /\\[^]|"[^"]*"|[\s,|]+/g;
const JOINT = /[\s,|]/;
/** Stands in no value of a DN that anybody writes. */
const LINE_END = /[\r\n\t]/;
/** Within a DN a semicolon is escaped or in quotation marks. */
const BETWEEN_SEMICOLONS = /(?:\\[^]|"[^"]*"|[^;])+/g;
/** The attributes that DNs end with, and which ones may follow them in the same DN. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  dc: ['dc'],
  domaincomponent: ['domaincomponent'],
  o: ['o', 'l', 'st', 'street', 'c', 'dc'],
  c: ['c', 'dc'],
};
/** Those of them whose values hold no comma that somebody forgot to escape, as "Example, Inc." may. */
const SURE_ENDS: readonly string[] = ['dc', 'domaincomponent', 'c'];

/** csvde escapes the backslash of an escaped comma once more. */
const ESCAPED_TWICE = new RegExp(`\\\\\\\\([,;+"<>=#])(?! ?(?:${ATTRIBUTE}) ?=)`, 'gi');

/**
 * The DNs of a text that lists them, whatever they are joined with: csvde's semicolons, or what
 * people let PowerShell put between them, even the comma and the blank; and what stands beside them.
 * No DN is cut at its own commas. Null for a text that lists no DNs.
 */
export function splitDns(text: string): string[] | null {
  const list = withoutFrame(text).replace(ESCAPED_TWICE, '\\$1');
  const items = (list.match(BETWEEN_SEMICOLONS) ?? []).flatMap((part) => itemsOf(part));
  // Two parts at least: a single one may be any text with an equals sign.
  if (!items.some(({ parts }) => parts > 1)) return null;
  return items.map(({ text: item }) => item.trim()).filter((item) => item !== '');
}

/** A DN, or a text beside DNs. */
interface ListItem {
  text: string;
  /** How many parts of a DN it has; 0 for any other text. */
  parts: number;
}

/** What stands between two joints. */
interface Piece {
  start: number;
  end: number;
  /** The joint before it. */
  joint: string;
  /** The attribute of a DN's part; null for any other text. */
  attribute: string | null;
}

function itemsOf(part: string): ListItem[] {
  const list = withoutJoints(part);
  const pieces = piecesOf(list);
  const following = attributesBehind(pieces);
  const items: ListItem[] = [];
  let start = 0;
  let parts = 0;
  let end = 0;
  let previous: string | null = null;
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && !continues(previous, piece, following[index] ?? null)) {
      items.push({ text: list.slice(start, end), parts });
      start = piece.start;
      parts = 0;
      previous = null;
    }
    if (piece.attribute !== null) parts += 1;
    previous = piece.attribute ?? previous;
    end = piece.end;
  }
  return [...items, { text: list.slice(start, end), parts }];
}

function piecesOf(list: string): Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece = { start: 0, end: list.length, joint: '', attribute: attributeAt(list, 0) };
  for (const { 0: joint, index } of list.matchAll(TOKENS)) {
    const start = index + joint.length;
    const attribute = JOINT.test(joint.charAt(0)) ? attributeAt(list, start) : null;
    const isBlank = joint.trim() === '' && !LINE_END.test(joint);
    // A blank is part of a value, unless the next DN begins behind it.
    const isJoint = isBlank
      ? attribute !== null && piece.attribute !== null
      : /^[\s,|]/.test(joint);
    if (!isJoint || (isBlank && !endsDn(piece.attribute, attribute ?? ''))) continue;
    pieces.push({ ...piece, end: index });
    piece = { start, end: list.length, joint, attribute };
  }
  return [...pieces, piece];
}

/** For each piece the attribute of the next one that is part of a DN. */
function attributesBehind(pieces: readonly Piece[]): (string | null)[] {
  const found: (string | null)[] = [];
  let next: string | null = null;
  for (const [index, { attribute }] of [...pieces.entries()].reverse()) {
    found[index] = next;
    next = attribute ?? next;
  }
  return found;
}

/** Whether a piece belongs to the DN before it, whose last attribute is `previous`. */
function continues(previous: string | null, { joint, attribute }: Piece, next: string | null) {
  if (previous === null || LINE_END.test(joint)) return false;
  if (attribute !== null) return !joint.includes('|') && !endsDn(previous, attribute);
  // A comma that is not escaped, unless the DN has come to its end before it.
  if (next !== null && !endsDn(previous, next)) return true;
  return !SURE_ENDS.includes(previous);
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

function endsDn(previous: string | null, next: string): boolean {
  const same = previous === null ? undefined : ENDS[previous];
  return same !== undefined && !same.includes(next);
}

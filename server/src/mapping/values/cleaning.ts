import { isIP } from 'node:net';
import { type ValueKey } from '../../../../shared/codes/mapping';
import { type AttributeDefinition, isSecret } from '../../../../shared/records';
import { foldBlanks, trimInvisible, withoutFormats } from '../../../../shared/text';
import { unwrapFormula } from '../../utils/formulas';
import { splitDns } from '../../utils/distinguished-names';
import extensionWords from './extension-words.json';
import truthWords from './truth-words.json';

/** Applies a function to a text, or to each text of a list, without what cannot be seen at its ends; what is not there stays so. */
export function onEach<Result>(value: unknown, apply: (text: string) => Result): unknown {
  if (value === undefined || value === null) return undefined;
  const onText = (item: unknown): Result => apply(cleanCell(String(item)));
  return Array.isArray(value) ? value.map(onText) : onText(value);
}

/** A lone surrogate becomes U+FFFD, as in any UTF-8 store. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** A text as it stands in a row, without what a program put around it and what nobody can see at its ends. */
export const cleanCell = (text: string): string => trimInvisible(unwrapFormula(text));

/** Kinds whose values are written with digits, whatever they are called. */
const DIGIT_KINDS: ReadonlySet<string> = new Set<AttributeDefinition['kind']>([
  'mac',
  'integer',
  'biginteger',
  'decimal',
  'float',
  'date',
  'datetime',
  'time',
]);

/** True for attributes whose values are written with digits, or tell who somebody is. */
const isWritten = ({ kind, form }: AttributeDefinition, identifies: boolean): boolean =>
  identifies || DIGIT_KINDS.has(kind) || form !== undefined;

/**
 * A text as an attribute keeps it: without what cannot be seen at its ends, the formula around it
 * and the one apostrophe of a spreadsheet. Numbers and addresses hold no format character at all,
 * and are empty where they say that there is none; a mail address goes without the name beside it. Of a secret nothing is taken but a formula.
 *
 * @param identifies whether the attribute tells records apart
 */
export function cleanText(
  text: string,
  definition: AttributeDefinition,
  identifies: boolean
): string {
  if (isSecret(definition)) return wellFormed(unwrapFormula(text));
  const isNumber = isWritten(definition, identifies) && definition.form !== 'email';
  const bare = withoutApostrophe(trimInvisible(unwrapFormula(text)), isNumber);
  const clean = wellFormed(trimInvisible(isNumber ? unwrapNumber(bare) : bare));
  if (!isWritten(definition, false)) return clean;
  const strict = foldBlanks(withoutFormats(clean));
  if (saysNothing(strict)) return '';
  return definition.form === 'email' ? bareAddress(strict) : strict;
}

/** The number of a formula that is nothing but it: `=0301`, `=+49301234`. */
export const unwrapNumber = (text: string): string => /^=(\+?\d+)$/u.exec(text)?.[1] ?? text;

/** What an apostrophe keeps a spreadsheet from taking for a formula; exports put one before others of their own. */
const GUARDED = /^'(?='*[=+\-@\t\r])/u;
const GUARDED_NUMBER = /^'(?=[=+\-@\t\r\d])/u;

/** The text without the one apostrophe that says "this is text" to a spreadsheet. */
export const withoutApostrophe = (text: string, isNumber: boolean): string =>
  text.startsWith("'") ? text.replace(isNumber ? GUARDED_NUMBER : GUARDED, '') : text;

/** A signed exponent: `15651E110003` is a MAC address, and `12E4` an id. */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?E[+-]\d+$/iu;
/** In other attributes only as spreadsheets show it: a room may well be called `2E-10`. */
const SURELY_SCIENTIFIC = /^[+-]?\d[.,]\d+E[+-]\d{2,3}$/iu;
const DECIMAL = /^\d+[.,]0+$/u;

/** What spreadsheets show where a formula failed, in the languages that have words of their own for it. */
const ERROR_VALUES = new Set(
  `#N/A #N/A! #REF! #VALUE! #NAME? #NUM! #NULL! #DIV/0! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #EXTERNAL! #GETTING_DATA #ERROR!
   #NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK! #FELD! #BLOCKIERT! #VERBINDEN! #UNBEKANNT! #DATEN_ABRUFEN
   #VALEUR! #NOM? #NOMBRE! #NUL! #PROPAGATION! #CHAMP! #N/D #RIF! #VALORE! #NOME? #NULLO! #ESPANSIONE!
   #¡REF! #¡VALOR! #¿NOMBRE? #¡NUM! #¡NULO! #¡DIV/0! #¡DESBORDAMIENTO! #VALOR! #NÚM! #NULO! #DESPEJAR!
   #N/B #VERW! #WAARDE! #NAAM? #GETAL! #LEEG! #DEEL/0! #OVERLOOP! #N/D! #ADR! #ARG! #NAZWA? #LICZBA! #ZERO! #DZIEL/0!
   #ODKAZ! #HODNOTA! #NÁZEV? #ČÍSLO! #DĚLENÍ_NULOU! #NENÍ_K_DISPOZICI #Н/Д #ССЫЛКА! #ЗНАЧ! #ИМЯ? #ЧИСЛО! #ПУСТО! #ДЕЛ/0!
   #SAKNAS! #REFERENS! #VÄRDEFEL! #NAMN? #OGILTIGT! #SKÄRNING! #DIVISION/0! #I/T #REFERENCE! #VÆRDI! #NAVN? #VERDI! #TALL!
   #PUUTTUU! #VIITTAUS! #ARVO! #NIMI? #LUKU! #TYHJÄ! #JAKO/0! #YOK #BAŞV! #DEĞER! #AD? #SAYI! #BOŞ! #SAYI/0!
   #HIÁNYZIK #HIV! #ÉRTÉK! #NÉV? #SZÁM! #NULLA! #ZÉRÓOSZTÓ!`.split(/\s+/u)
);
/** LibreOffice numbers its errors; a column that is too narrow shows nothing but signs. */
const OTHER_ERROR = /^(?:(?:err|fehler|erreur|error|erro|errore|ошибка)\s?:\s?\d{3}|#{3,})$/iu;

/** A formula that is not only a text or a number: of functions, of cells, with an operator. */
const FORMULA =
  /^=\s*(?:[\p{L}_.\d]+\(.*|\$?[A-Z]{1,3}\$?\d{1,7}(?:[-+*/&:^,; ].*)?|[-+].*|"(?:[^"]|"")*"\s*&.*)$/su;

/** PowerShell writes the kind of a list in place of its values. */
const TYPE_NAME =
  /^(?:System\.[\w.]+(?:\[\]|`1\[[\w.]+\])|Microsoft\.ActiveDirectory\.Management\.ADPropertyValueCollection)$/u;

/** What happened to a value on its way through a spreadsheet or an export; null where nothing is to be seen of it. */
export function damageOf(
  text: string,
  definition: AttributeDefinition,
  identifies: boolean
): ValueKey | null {
  if (ERROR_VALUES.has(text.toUpperCase()) || OTHER_ERROR.test(text)) return 'spreadsheet-error';
  if (isWritten(definition, identifies) && FORMULA.test(text)) return 'spreadsheet-formula';
  if ((isWritten(definition, identifies) ? SCIENTIFIC : SURELY_SCIENTIFIC).test(text)) {
    return 'spreadsheet-number';
  }
  if ((definition.form === 'number' || definition.form === 'extension') && DECIMAL.test(text)) {
    return 'spreadsheet-number/decimals';
  }
  return TYPE_NAME.test(text) ? 'export-without-values' : null;
}

/** One address and nothing else; the part before the sign may be in quotation marks. */
const ADDRESS = /^(?:(?!')[^\s@,;<>()"[\]]+|"[^"@]+")@[^\s@,;<>()"'[\]#]+$/u;
/** Addresses among other text. */
const ADDRESSES = /(?:"[^"@]+"|(?!')[^\s@,;:|/<>()"[\]#]+)@[^\s@,;:|/<>()"'[\]#]+/gu;
/** Longer texts are no addresses, and take long to search. */
const SEARCHED_LENGTH = 2_000;

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
  if (text.length > SEARCHED_LENGTH) return [];
  const found = new Map<string, string>();
  for (const [address] of withoutSchemes(text).matchAll(ADDRESSES)) {
    const key = address.toLowerCase();
    if (!found.has(key)) found.set(key, address);
  }
  return [...found.values()];
}

/** True for one address and nothing else. */
const isMailAddress = (text: string): boolean => ADDRESS.test(text);

/** True where a text holds several addresses, of which nobody can say which one is meant. */
const hasSeveralAddresses = (text: string): boolean =>
  !isMailAddress(text) && addressesIn(text).length > 1;

/**
 * The address that a text stands for, where that is certain: that of `Anna <a@x.org>`,
 * `a@x.org (Anna)`, `mailto:a@x.org`. Any other text as it is.
 */
function bareAddress(text: string): string {
  if (isMailAddress(text) && !SCHEME.test(text)) return text;
  const [address, ...others] = addressesIn(text);
  if (address === undefined || others.length > 0) return text;
  const around = withoutSchemes(text).replace(ADDRESSES, '@').trim();
  return FRAMES.some((frame) => frame.test(around)) ? address : text;
}

type Form = NonNullable<AttributeDefinition['form']>;

/** What people write where there is no number, address or extension. */
const NOTHING = new Set(
  `n/a n.a. n.a n/v n.v. na nil none null nan undefined empty k.a. k/a kein keine keiner keins entfällt leer unbekannt fehlt
   aucun aucune néant sans ninguno ninguna sin nenhum nenhuma nessuno nessuna geen brak žádný žádné není нет немає ingen inget
   ingenting ei yok nincs niciunul κανένα なし 无 無 없음 nothing unknown missing`.split(/\s+/u)
);
const NOTHING_IN_WORDS =
  /^(?:keine angabe|nicht vorhanden|not available|not applicable|non disponible|no disponible|n\. ?a\.|k\. ?a\.|не указан[оа]?)$/u;
const PUNCTUATION = /^[-–—−_./\\~?…]+$/u;

/** True where a cleaned text says in place of a value that there is none. */
const saysNothing = (text: string): boolean => {
  const word = text.toLowerCase();
  return NOTHING.has(word) || PUNCTUATION.test(word) || NOTHING_IN_WORDS.test(word);
};

const hasDigits = (text: string): boolean => /\p{Nd}/u.test(text);
/** Codes of nothing but keys, and addresses of SIP. */
const isDialled = (text: string): boolean => /^[*#]+$/u.test(text) || /^sips?:|.@./iu.test(text);

const isNumber = (text: string): boolean => hasDigits(text) || isDialled(text);

const FORMS: Readonly<Record<Form, { key: ValueKey; fits(text: string): boolean }>> = {
  number: { key: 'invalid-number', fits: isNumber },
  extension: { key: 'invalid-extension', fits: isNumber },
  email: { key: 'invalid-email', fits: isMailAddress },
  ip: { key: 'invalid-ip', fits: (text) => isIP(text) !== 0 },
};

/** Why a cleaned text does not have this form; null where it has. */
export function misfit(form: Form, text: string): ValueKey | null {
  const { key, fits } = FORMS[form];
  if (fits(text)) return null;
  return form === 'email' && hasSeveralAddresses(text) ? 'several-emails' : key;
}

/** A Turkish `İ` in lower case keeps its dot as a character of its own. */
const wordOf = (text: string): string =>
  foldBlanks(text).normalize('NFC').toLowerCase().replaceAll('i\u0307', 'i');

const setOf = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(wordOf));

/**
 * Yes and no, as people write them (CLDR has most of them) and as spreadsheets call TRUE and FALSE
 * in their languages. They stand in `truth-words.json`.
 */
const YES = setOf(truthWords.yes);
const NO = setOf(truthWords.no);

/** States of an account, which mean the same in any column: a locked one is disabled whether the column is called "active" or "locked". */
const ON = setOf(truthWords.on);
const OFF = setOf(truthWords.off);

/** What accounts of Active Directory are (MS-ADTS § 2.2.16); each has one of these bits, and another where it is disabled. */
const ACCOUNT_TYPES = 0x100 | 0x200 | 0x800 | 0x1000 | 0x2000;
const ACCOUNT_DISABLED = 2;

/** What a text says in a column where it means "yes" or "no"; null where it says neither. `isState`: whatever the column asks. */
export interface Answer {
  value: boolean;
  isState: boolean;
}

/** Reads a cleaned text as yes or no, as the state of an account, or as Active Directory's `userAccountControl`. */
export function readAnswer(text: string): Answer | null {
  const word = wordOf(text);
  if (YES.has(word) || NO.has(word)) return { value: YES.has(word), isState: false };
  if (ON.has(word) || OFF.has(word)) return { value: ON.has(word), isState: true };
  const flags = /^\d{3,10}$/u.test(word) ? Number(word) : 0;
  if ((flags & ACCOUNT_TYPES) === 0) return null;
  return { value: (flags & ACCOUNT_DISABLED) === 0, isState: true };
}

const withoutAccents = (word: string): string =>
  word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');

const WORDS = [
  ...new Set(extensionWords.flatMap((word) => [word.normalize('NFC'), withoutAccents(word)])),
]
  .sort((one, other) => other.length - one.length)
  .map((word) => word.replaceAll('.', String.raw`\.`))
  .join('|');

/** What people and their programs call an extension, in the big languages, and its digits. */
const EXTENSION = String.raw`(?:${WORDS})(?:\s*(?:nr|no|n°|№|#))?[.:：]{0,2}[\s-]*\d{1,7}`;

/** An extension in words behind a number: `+49 30 123456 Durchwahl 12`, `(poste 204)`. */
const BEHIND_NUMBER = new RegExp(
  String.raw`^([^\p{L}]*\d\)?)[\s,;/(\[–—-]*(?:${EXTENSION.replace(String.raw`\d{1,7}`, String.raw`(\d{1,7})`)})[)\]]?$`,
  'iu'
);
/** Longer texts are no numbers. */
const NUMBER_LENGTH = 100;

/** The number with its extension as RFC 3966 writes it; any other text as it is. */
export function withExtension(text: string): string {
  const [, number, extension] =
    text.length > NUMBER_LENGTH ? [] : (BEHIND_NUMBER.exec(text.normalize('NFC')) ?? []);
  return number === undefined || extension === undefined ? text : `${number};ext=${extension}`;
}

/** True where the separators in a text are part of what a spreadsheet made of one number. */
const isOneNumber = (text: string): boolean => SCIENTIFIC.test(text) || DECIMAL.test(text);

/** Between the items of a list; what stands in front of a number's extension is part of the number. */
const SEPARATOR = new RegExp(
  String.raw`(?<!\d\)?)[,;]|[,;](?!\s*(?:ext=|${EXTENSION}\)?\s*(?:$|[,;])))`,
  'iu'
);

/** The parts of a text between commas and semicolons, trimmed, the empty ones left out; DNs stay whole. */
export function splitList(text: string): string[] {
  const content = trimInvisible(unwrapFormula(text));
  const parts = isOneNumber(content) ? [content] : (splitDns(content) ?? content.split(SEPARATOR));
  return parts.map(trimInvisible).filter((part) => part !== '');
}

import { type ValueKey } from '../../../shared/codes/mapping';
import { type AttributeDefinition, isSecret } from '../../../shared/records';
import { foldBlanks, trimInvisible, withoutFormats } from '../../../shared/text';
import { unwrapFormula } from '../utils/constant-formula';
import { splitDns } from '../utils/distinguished-names';
import { bareAddress, EXTENSION, saysNothing } from './formats';

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
  const { kind, form } = definition;
  const isNumber = identifies || kind === 'mac' || (form !== undefined && form !== 'email');
  const bare = withoutApostrophe(trimInvisible(unwrapFormula(text)), isNumber);
  const clean = wellFormed(trimInvisible(isNumber ? unwrapNumber(bare) : bare));
  if (form === undefined && kind !== 'mac') return clean;
  const strict = foldBlanks(withoutFormats(clean));
  if (saysNothing(strict)) return '';
  return form === 'email' ? bareAddress(strict) : strict;
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

/** True for attributes whose values are written with digits, or tell who somebody is. */
const isWritten = ({ kind, form }: AttributeDefinition, identifies: boolean): boolean =>
  identifies || kind === 'mac' || form !== undefined;

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

/** True where the separators in a text are part of what a spreadsheet made of one number. */
export const isOneNumber = (text: string): boolean => SCIENTIFIC.test(text) || DECIMAL.test(text);

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

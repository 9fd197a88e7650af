import type { AttributeDefinition } from '../../../shared/records';

/** What a program or a spreadsheet made of a value, so that the value itself is lost. */
export interface Damage {
  code:
    'spreadsheet-error' | 'spreadsheet-formula' | 'spreadsheet-number' | 'export-without-values';
  expected: string;
  advice: string;
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

const AGAIN = 'Give the column the format "Text" before it is filled, and export again';

/** True for attributes whose values are written with digits, or tell who somebody is. */
const isWritten = ({ kind, form }: AttributeDefinition, identifies: boolean): boolean =>
  identifies || kind === 'mac' || form !== undefined;

/** What happened to a value on its way through a spreadsheet or an export; null where nothing is to be seen of it. */
export function damageOf(
  text: string,
  definition: AttributeDefinition,
  identifies: boolean
): Damage | null {
  if (ERROR_VALUES.has(text.toUpperCase()) || OTHER_ERROR.test(text)) {
    return {
      code: 'spreadsheet-error',
      expected: 'a value, and this is what a spreadsheet shows where a formula failed',
      advice: 'Correct the formula in the spreadsheet and export again, or leave the cell empty',
    };
  }
  if (isWritten(definition, identifies) && FORMULA.test(text)) {
    return {
      code: 'spreadsheet-formula',
      expected: 'a value, and this is a formula that was exported in place of its result',
      advice: 'Let the spreadsheet show values, not formulas, and export again',
    };
  }
  if ((isWritten(definition, identifies) ? SCIENTIFIC : SURELY_SCIENTIFIC).test(text)) {
    return {
      code: 'spreadsheet-number',
      expected: 'all its digits, and a spreadsheet wrote it as a power of ten and dropped some',
      advice: AGAIN,
    };
  }
  if ((definition.form === 'number' || definition.form === 'extension') && DECIMAL.test(text)) {
    return {
      code: 'spreadsheet-number',
      expected: 'its digits alone, and a spreadsheet took it for an amount and added decimals',
      advice: AGAIN,
    };
  }
  if (TYPE_NAME.test(text)) {
    return {
      code: 'export-without-values',
      expected: 'values, and the export wrote the name of their type in their place',
      advice: `Join the values in the export, in PowerShell with -join ';'`,
    };
  }
  return null;
}

/** True where the separators in a text are part of what a spreadsheet made of one number. */
export const isOneNumber = (text: string): boolean => SCIENTIFIC.test(text) || DECIMAL.test(text);

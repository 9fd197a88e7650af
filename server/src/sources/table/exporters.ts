import { isSecretName } from '../../../../shared/secret-names';
import { withoutGuard, withoutInnerGuards, wrapFormula } from '../../utils/formulas';
import { DOWNLOADS } from '../../../../shared/contracts/reports';
import { identifierOf, valueText } from '../ldap/values';
import type { TableRecord } from './types';

const WIDE_TRIGGER = /^'+[\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** What files of credentials had before they said whose these are. */
const FORMER_CREDENTIALS = ['type', 'key', 'label', 'password', 'sipPassword', 'pin'];

/** Whether a file is one that was downloaded here, by its columns. */
export const isOwn = (names: string[]): boolean =>
  [...Object.values(DOWNLOADS), FORMER_CREDENTIALS].some(
    (columns) =>
      columns.length === names.length && columns.every((column, index) => column === names[index])
  );

/** Outlook in French calls how a person is addressed and, behind it, their job by one name. */
const ALIKE = { name: 'Titre', beside: 'Deuxième prénom' };

/** The names of a header with those told apart that an exporter is known to give twice. */
export const toldApart = (names: string[]): string[] =>
  names.includes(ALIKE.beside)
    ? names.map((name, index) =>
        name === ALIKE.name && names.indexOf(name) < index ? `${name} (2)` : name
      )
    : names;

/**
 * What takes from a record the apostrophes that a download put before what a spreadsheet would take
 * for a formula: those inside values in our own files only. One at the start goes with every file
 * when values are read, but not before a wide character, and not in secrets. Of a secret that itself
 * looks like a formula around a text, nothing may be taken then.
 */
export const unguarding = (names: string[]): ((record: TableRecord) => TableRecord) => {
  if (!isOwn(names)) return (record) => record;
  const secret = names.map(isSecretName);
  const clean = (field: string, index: number): string => {
    const inner = withoutInnerGuards(field);
    // What begins a formula had an apostrophe in front, unless it was written as a text.
    if (secret[index]) return inner.startsWith('=') ? inner : wrapFormula(withoutGuard(inner));
    return WIDE_TRIGGER.test(inner) ? withoutGuard(inner) : inner;
  };
  return (record) => ({ ...record, fields: record.fields.map(clean) });
};

/** csvde writes what is not plain ASCII as its bytes; of several values each one for itself. */
const BYTES = /(?<=^|;)X'((?:[\da-f]{2})*)'(?=;|$)/gi;

/** How tools write the sixteen bytes of a GUID, or those of a SID. */
const HEXADECIMAL = /^(?:0x|\\)?((?:[\da-f]{2}[-\\ ]?)+)$/i;
const DECIMAL = /^\{?\d{1,3}(?:[ ,;]+\d{1,3}){7,67}\}?$/;
const BASE64 = /^(?:[A-Za-z\d+/]{4})+(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
const GUID = /^[{(]?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})[)}]?$/i;

/**
 * A cell as Active Directory means it, in the text that the LDAP source gives: csvde's `X'…'`
 * decoded, and an `objectGUID` or SID in whichever notation a tool wrote it.
 */
export function decodeCell(column: string, cell: string): string {
  const text = cell.includes("'")
    ? cell.replace(BYTES, (_, digits: string) => {
        return valueText(column, Buffer.from(digits, 'hex'));
      })
    : cell;
  const fromBytes = text === cell ? identifierOf(column) : null;
  if (!fromBytes) return text;
  const written = text.trim();
  const guid = GUID.exec(written)?.[1];
  if (guid !== undefined) return guid.toLowerCase();
  const bytes = bytesOf(written);
  return (bytes && fromBytes(bytes)) ?? text;
}

function bytesOf(text: string): Buffer | null {
  const digits = HEXADECIMAL.exec(text)?.[1];
  if (digits !== undefined) return Buffer.from(digits.replace(/[-\\ ]/g, ''), 'hex');
  if (DECIMAL.test(text)) return Buffer.from((text.match(/\d+/g) ?? []).map(Number));
  return BASE64.test(text) ? Buffer.from(text, 'base64') : null;
}

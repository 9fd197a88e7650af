import { identifierOf, valueText } from '../ldap/values';

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

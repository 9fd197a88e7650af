import { decode, encodingExists } from 'iconv-lite';
import type { ContentLine } from './lines';

/** A property of a card. */
export interface Property {
  name: string;
  /** Such as `home` and `cell`, in lower case. */
  types: ReadonlySet<string>;
  /** From 1, the most preferred, to 100; above where nothing is said. */
  preference: number;
  /** Its value as it is written, escapes and all. */
  value: string;
}

const NOT_PREFERRED = 101;

interface Parameter {
  name: string;
  value: string;
}

/** Up to the next of these characters that is not within quotation marks. */
const PART = /(?:"[^"]*"|[^";:])*/y;

/** The parameters of a line, and where its value begins. */
const parametersOf = (text: string): { parameters: Parameter[]; end: number } => {
  const parameters: Parameter[] = [];
  PART.lastIndex = text.search(/[;:]/);
  while (text[PART.lastIndex] === ';') {
    PART.lastIndex += 1;
    const [part = ''] = PART.exec(text) ?? [];
    const [name, ...value] = part.split('=');
    // Version 2.1 has types without saying so.
    parameters.push(
      value.length === 0
        ? { name: 'TYPE', value: part }
        : { name: (name ?? '').trim().toUpperCase(), value: value.join('=').replaceAll('"', '') }
    );
  }
  return { parameters, end: PART.lastIndex + 1 };
};

const isBase64 = (encoding: string): boolean => /^b(?:ase64)?$/i.test(encoding);

const unquoted = (text: string): string =>
  text.replace(/=([\dA-F]{2})/gi, (_all, code: string) => String.fromCharCode(parseInt(code, 16)));

/** Bytes as text: in UTF-8, unless the property or the bytes say otherwise. */
const textOf = (bytes: string, charset: string | undefined, otherwise: string): string => {
  const buffer = Buffer.from(bytes, 'latin1');
  if (charset !== undefined && encodingExists(charset)) return decode(buffer, charset);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return decode(buffer, otherwise);
  }
};

/**
 * Reads a property, whose characters are the bytes of the file.
 * @param otherwise the encoding of what is no UTF-8
 */
export const propertyOf = ({ name, text }: ContentLine, otherwise: string): Property => {
  const { parameters, end } = parametersOf(text);
  const valueOf = (wanted: string) => parameters.find((one) => one.name === wanted)?.value;
  const types = new Set(
    parameters
      .filter((one) => one.name === 'TYPE')
      .flatMap(({ value }) => value.toLowerCase().split(','))
      .map((type) => type.trim())
  );
  const isQuoted = types.has('quoted-printable') || /^quoted/i.test(valueOf('ENCODING') ?? '');
  const written = text.slice(end);
  const isEncoded = types.has('base64') || isBase64(valueOf('ENCODING') ?? '');
  const packed = isEncoded ? Buffer.from(written, 'base64').toString('latin1') : written;
  const bytes = isQuoted ? unquoted(written) : packed;
  const value = textOf(bytes, valueOf('CHARSET'), otherwise);
  const preference = types.has('pref') ? 1 : Number(valueOf('PREF') ?? NOT_PREFERRED) || 1;
  return { name, types, preference, value };
};

/** A text without the escapes of its line ends, commas and semicolons. */
export const unescaped = (text: string): string =>
  text
    .replace(/\\([nN,;:\\])/g, (_all, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped))
    .replace(/\r\n?/g, '\n')
    .trim();

/** The parts of a value, such as those of a name. */
export const partsOf = (value: string): string[] =>
  (value.match(/(?:\\[\s\S]|[^\\;])*(?:;|$)/g) ?? []).map((part) =>
    unescaped(part.replace(/;$/, ''))
  );

/** The members of a list. */
export const listOf = (value: string): string[] =>
  (value.match(/(?:\\[\s\S]|[^\\,])*(?:,|$)/g) ?? [])
    .map((part) => unescaped(part.replace(/,$/, '')))
    .filter((part) => part !== '');

import { createRequire } from 'node:module';
import type * as Library from 'libphonenumber-js/max';

import { foldBlanks, trimInvisible, withoutFormats } from '../../../../shared/text';
import { unwrapNumber, withExtension, withoutApostrophe } from './cleaning';

let library: typeof Library | undefined;

/** Loaded when the first number is read, since its tables are large. */
const load = (): typeof Library =>
  (library ??= createRequire(__filename)('libphonenumber-js/max') as typeof Library);

/** Whether there are numbers of a country, by its two-letter code. */
export const isCountry = (code: string): boolean => load().isSupportedCountry(code);

/** The longest number that may be an internal one. */
export const INTERNAL_DIGITS = 6;

/**
 * A phone number in E.164 form: `0171 1234567` in `DE` → `+491711234567`, an extension, in whatever words, as
 * RFC 3966 writes it: `+12125550147;ext=204`. What may be an internal number stays as it is: without `+`, `00` or
 * the country's trunk prefix a number is national only at the full length of a valid one, where the country
 * writes its numbers so.
 *
 * @param country in two capital letters, one that has numbers; null: only numbers with their country are read
 */
export function e164Of(text: string, country: string | null): string {
  const numbers = load();
  const defaultCountry = (country ?? undefined) as Library.CountryCode | undefined;
  const written = cleanNumber(text);
  const dialled = withoutUri(withExtension(written));
  const number =
    dialled === null
      ? undefined
      : numbers.parsePhoneNumberFromString(dialled, { defaultCountry, extract: false });
  if (!dialled || !number) return written;
  const { ext = '', nationalNumber } = number;
  const digits = numbers.parseDigits(dialled).length - ext.length;
  const isPrefixed = digits > nationalNumber.length;
  if (isPrefixed ? !isNumber(number) : !isWrittenInFull(number, numbers)) return written;
  return ext === '' ? number.number : `${number.number};ext=${ext}`;
}

const cleanNumber = (text: string): string =>
  foldBlanks(trimInvisible(unwrapNumber(withoutApostrophe(withoutFormats(text), true))));

/** `tel:` (RFC 3966): a number, its extension, and for a local number what stands before it or whose network it is of. */
const TEL = /^tel:([^;]*)((?:;[^;]*)*)$/iu;

/** What is to be dialled; null for a local number of a network that has no prefix. */
function withoutUri(text: string): string | null {
  const [, number, parameters = ''] = TEL.exec(text) ?? [];
  if (number === undefined) return text;
  const context = /;phone-context=([^;]*)/iu.exec(parameters)?.[1] ?? '';
  const extension = /;ext=\d+/iu.exec(parameters)?.[0] ?? '';
  return context === '' || context.startsWith('+') ? `${context}${number}${extension}` : null;
}

/** Numbers that no table knows yet are taken as well, if they are too long for internal ones. */
const isNumber = (number: Library.PhoneNumber): boolean =>
  number.isValid() || (number.isPossible() && number.nationalNumber.length > INTERNAL_DIGITS);

/** True for a valid number that its country writes without any prefix, as Italy does, and North America. */
function isWrittenInFull(number: Library.PhoneNumber, { parseDigits }: typeof Library): boolean {
  const { nationalNumber } = number;
  if (!number.isValid() || nationalNumber.length <= INTERNAL_DIGITS) return false;
  const national = number.format('NATIONAL', { formatExtension: (formatted) => formatted });
  return parseDigits(national).length === nationalNumber.length;
}

import type * as Library from 'libphonenumber-js';
import { onEach } from './text';

let library: Promise<typeof Library> | undefined;

/** Loaded when the first expression asks for it, since its tables are large. */
const load = (): Promise<typeof Library> => (library ??= import('libphonenumber-js'));

/**
 * A phone number in E.164 form, or each of a list: `0171 1234567` in `DE` → `+491711234567`.
 * What is no possible number there, such as an internal extension, stays as it is.
 * Throws unless `country` is a two-letter code.
 */
export async function e164(value: unknown, country?: unknown): Promise<unknown> {
  const { isSupportedCountry, parsePhoneNumberFromString } = await load();
  const code =
    String(country ?? '')
      .trim()
      .toUpperCase() || undefined;
  if (code !== undefined && !isSupportedCountry(code)) {
    throw new RangeError(
      `$e164 was given the country "${String(country)}"; it expects a two-letter code such as "DE"`
    );
  }
  const defaultCountry: Library.CountryCode | undefined = code;
  return onEach(value, (text) => {
    const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
    return number?.isPossible() ? number.number : text;
  });
}

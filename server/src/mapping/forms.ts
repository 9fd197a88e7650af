import { isIP } from 'node:net';
import type { AttributeDefinition } from '../../../shared/records';
import { hasSeveralAddresses, isMailAddress } from './mail-addresses';

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
export const saysNothing = (text: string): boolean => {
  const word = text.toLowerCase();
  return NOTHING.has(word) || PUNCTUATION.test(word) || NOTHING_IN_WORDS.test(word);
};

const hasDigits = (text: string): boolean => /\p{Nd}/u.test(text);
/** Codes of nothing but keys, and addresses of SIP. */
const isDialled = (text: string): boolean => /^[*#]+$/u.test(text) || /^sips?:|.@./iu.test(text);

const isNumber = (text: string): boolean => hasDigits(text) || isDialled(text);

const FORMS: Readonly<
  Record<Form, { code: string; expected: string; fits(text: string): boolean }>
> = {
  number: { code: 'invalid-number', expected: 'a number with digits', fits: isNumber },
  extension: { code: 'invalid-extension', expected: 'an extension with digits', fits: isNumber },
  email: {
    code: 'invalid-email',
    expected: 'one address with "@", such as name@example.org',
    fits: isMailAddress,
  },
  ip: {
    code: 'invalid-ip',
    expected: 'an IP address, such as 192.0.2.17 or 2001:db8::17',
    fits: (text) => isIP(text) !== 0,
  },
};

/** Why a text is not of its form, and what to do where that is not plain. */
export interface Misfit {
  code: string;
  expected: string;
  advice?: string;
}

const SEVERAL_ADDRESSES: Misfit = {
  code: 'several-emails',
  expected: 'one address, not several',
  advice:
    'Leave one of them in the source, or choose with an expression, such as $first($splitList(mail))',
};

/** Why a cleaned text is none of this form; null where it is one. */
export function misfit(form: Form, text: string): Misfit | null {
  const { code, expected, fits } = FORMS[form];
  if (fits(text)) return null;
  return form === 'email' && hasSeveralAddresses(text) ? SEVERAL_ADDRESSES : { code, expected };
}

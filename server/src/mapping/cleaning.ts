import { type AttributeDefinition, isSecret } from '../../../shared/records';
import { foldBlanks, trimInvisible, withoutFormats } from '../../../shared/text';
import { unwrapFormula } from '../utils/constant-formula';
import { saysNothing } from './forms';
import { bareAddress } from './mail-addresses';
import { unwrapNumber, withoutApostrophe } from './spreadsheet';

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

import { trimInvisible } from '../../../shared/text';
import { unwrapFormula } from '../utils/constant-formula';
import { splitDns } from '../utils/distinguished-names';
import { EXTENSION } from './extensions';
import { isOneNumber } from './spreadsheet';

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

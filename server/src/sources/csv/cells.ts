import { isIP } from 'node:net';

import { trimInvisible } from '../../../../shared/text';

/** What a cell holds that no column would be called. */
export type CellKind = 'number' | 'date' | 'time' | 'mail address' | 'address';

const KINDS: [kind: CellKind, form: RegExp][] = [
  ['date', /^(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})([ T][\d:.Z+-]+)?$/],
  ['time', /^\d{1,2}:\d{2}(:\d{2})?$/],
  ['number', /^[+-]?[\d(][\d ()./,-]*$/],
  ['mail address', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['address', /^([a-z][a-z+]{1,9}:\/\/|(sips?|tel|mailto):)\S+$/i],
  ['address', /^([\da-f]{2}[:-]){5}[\da-f]{2}$/i],
];

/** Longer texts are none of these. */
const CHARACTERS = 320;

/** What a cell is by its form; null for any other text. */
export const kindOf = (cell: string): CellKind | null => {
  const text = trimInvisible(cell);
  if (text === '' || text.length > CHARACTERS) return null;
  const [kind] = KINDS.find(([, form]) => form.test(text)) ?? [];
  return kind ?? (isIP(text) ? 'address' : null);
};

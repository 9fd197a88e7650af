import type { ForgettingPreview } from '../../../shared/contracts/forgetting';
import type { Whom } from '../services/forgetting';

/** As a page shows it, where several blanks look like one. */
const shown = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/**
 * What is typed to confirm that somebody is to be forgotten: what the record is called, or its id where that cannot
 * be typed; of whom no record is open, what they are or were called, or where nothing tells that, what they were asked
 * for by.
 */
export const nameToType = ({ type, records, names }: ForgettingPreview, whom: Whom): string => {
  if ('key' in whom) {
    const called = [records.find((record) => record.type === type)?.label ?? '', ...names];
    return called.map(shown).find((name) => name !== '') ?? shown(whom.key);
  }
  const { documentId } = whom;
  const label = records.find((record) => record.documentId === documentId)?.label ?? '';
  return shown(label) || documentId;
};

/** Whether a name has been typed; blanks at its ends or in excess do not matter. */
export const isTyped = (name: string, typed: string): boolean => shown(typed) === shown(name);

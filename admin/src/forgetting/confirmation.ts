import type { ForgettingPreview } from '../../../shared/contracts/forgetting';
import type { Whom } from '../services/forgetting';

/** As a page shows it, where several blanks look like one. */
const shown = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/**
 * What is typed to confirm that somebody is to be forgotten: what the record is called, or its id where that cannot
 * be typed; of whom no record is open, what they were asked for by.
 */
export const nameToType = ({ records }: ForgettingPreview, whom: Whom): string => {
  if ('key' in whom) return shown(whom.key);
  const { documentId } = whom;
  const label = records.find((record) => record.documentId === documentId)?.label ?? '';
  return shown(label) || documentId;
};

/** Whether a name has been typed; blanks at its ends or in excess do not matter. */
export const isTyped = (name: string, typed: string): boolean => shown(typed) === shown(name);

import type { ForgettingPreview } from '../../../shared/contracts/forgetting';

/** As a page shows it, where several blanks look like one. */
const shown = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** What is typed to confirm that somebody is to be forgotten: what the record is called, or its id where that cannot be typed. */
export const nameToType = ({ records }: ForgettingPreview, documentId: string): string => {
  const label = records.find((record) => record.documentId === documentId)?.label ?? '';
  return shown(label) || documentId;
};

/** Whether a name has been typed; blanks at its ends or in excess do not matter. */
export const isTyped = (name: string, typed: string): boolean => shown(typed) === shown(name);

import type { RecordOrigin } from '../../../shared/contracts/reports';
import type { ReadyProfile } from '../../../shared/profile';
import type { RecordType } from '../../../shared/records';
import { PLUGIN_ID } from '../pluginId';

const TYPES: ReadonlyMap<string, RecordType> = new Map([
  [`plugin::${PLUGIN_ID}.user`, 'user'],
  [`plugin::${PLUGIN_ID}.phonebook-entry`, 'phonebookEntry'],
  [`plugin::${PLUGIN_ID}.phone`, 'phone'],
]);

/** The record type of one of Strapi's content types; null for one that runs do not write. */
export const typeOfModel = (model: string): RecordType | null => TYPES.get(model) ?? null;

/** What the next run means for a record. */
export type NoteKind = 'nobody' | 'create-only' | 'overwrite' | 'missing' | 'leaving';

type Owner = Pick<ReadyProfile, 'mode' | 'missing'>;

const removesMissing = ({ mode, missing }: Owner): boolean =>
  mode === 'replace' || (mode === 'create-update-remove' && missing === 'remove');

/**
 * What there is to say about a record.
 * @param owner the profile that owns it; undefined where it is not known
 */
export const noteKindOf = (
  { profile, missingSince }: Pick<RecordOrigin, 'profile' | 'missingSince'>,
  owner: Owner | undefined
): NoteKind => {
  if (profile === null) return 'nobody';
  if (owner?.mode === 'create-only') return 'create-only';
  if (missingSince === null) return 'overwrite';
  // The profile may have been changed since it disabled the user.
  return owner && removesMissing(owner) ? 'leaving' : 'missing';
};

import type { RecordOrigin } from '../../../shared/contracts/reports';
import type { ReadyProfile } from '../../../shared/profile';
import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import { PLUGIN_ID } from '../pluginId';

const MODELS: Record<RecordType, string> = {
  user: `plugin::${PLUGIN_ID}.user`,
  phonebookEntry: `plugin::${PLUGIN_ID}.phonebook-entry`,
  phone: `plugin::${PLUGIN_ID}.phone`,
};

/** Strapi's content type of a record type. */
export const modelOf = (type: RecordType): string => MODELS[type];

/** The record type of one of Strapi's content types; null for one that runs do not write. */
export const typeOfModel = (model: string): RecordType | null =>
  RECORD_TYPES.find((type) => MODELS[type] === model) ?? null;

/** What the next run means for a record. */
export type NoteKind =
  | 'nobody'
  | 'shared'
  | 'create-only'
  | 'overwrite'
  | 'keep-edits'
  | 'waiting'
  | 'missing'
  | 'leaving-later'
  | 'leaving';

type Owner = Pick<ReadyProfile, 'mode' | 'missing' | 'handEdited'>;

const removesMissing = ({ mode, missing }: Owner): boolean =>
  mode === 'replace' || (mode === 'create-update-remove' && missing.do === 'remove');

/** Whether a profile's next run writes over what a person has changed of the fields that it fills. */
export const overwritesEdits = ({
  mode,
  handEdited,
}: Pick<Owner, 'mode' | 'handEdited'>): boolean =>
  mode !== 'create-only' && handEdited === 'overwrite';

/**
 * What there is to say about a record.
 * @param owner the profile that owns it; undefined where it is not known
 */
export const noteKindOf = (
  {
    profile,
    owners,
    missingSince,
    missingRuns,
    removedAt,
  }: Omit<RecordOrigin, 'key' | 'run' | 'handEdits'>,
  owner: Owner | undefined
): NoteKind => {
  if (profile === null) return 'nobody';
  if (owners.length > 0) return 'shared';
  if (owner?.mode === 'create-only') return 'create-only';
  if (missingSince === null) {
    if (missingRuns !== null) return 'waiting';
    return owner?.handEdited === 'keep' ? 'keep-edits' : 'overwrite';
  }
  // The profile may have been changed since it disabled the user.
  if (owner && removesMissing(owner)) return 'leaving';
  return removedAt === null ? 'missing' : 'leaving-later';
};

import type { Core } from '@strapi/strapi';

import type { RecordType } from '../../shared/records';
import type { Change } from '../../server/src/plan/types';
import type { ApplyOptions } from '../../server/src/storage/apply/context';
import { storageOf } from './runs';
import type { Cells } from './tables';

export const TABLES: Record<RecordType, string> = {
  user: 'directory_users',
  phonebookEntry: 'directory_phonebook_entries',
  phone: 'directory_phones',
};
export const LINKS = ['directory_phonebook_entries_user_lnk', 'directory_phones_user_lnk'];

export { rowsOf, type Cells } from './tables';

/** Every record and join row that runs write, and all that runs keep of their plans. */
export const emptyTables = async (strapi: Core.Strapi): Promise<void> => {
  const kept = ['changes', 'search_blocks', 'issues', 'credentials'].map(
    (name) => `directory_connector_${name}`
  );
  for (const table of [...Object.values(TABLES), ...kept]) {
    await strapi.db.connection(table).delete();
  }
};

/** A change as a planner makes it: of an own record, with nothing but what is given. */
export const change = (
  given: Partial<Change> & Pick<Change, 'sequence' | 'type' | 'action'>
): Change => ({
  row: given.sequence + 1,
  key: `key:${given.sequence}`,
  label: `Record ${given.sequence}`,
  target: null,
  attributes: {},
  secrets: {},
  generate: [],
  clearFirst: [],
  own: true,
  difference: {},
  ...given,
});

/** What a stored row is to a plan. */
export const targetOf = (row: Cells | undefined): { id: number; documentId: string } => ({
  id: Number(row?.id),
  documentId: String(row?.document_id),
});

let lastRun = 0;

export type ApplySettings = Partial<
  Pick<ApplyOptions, 'mode' | 'profileId' | 'replaces' | 'signal' | 'onProgress'>
>;

/** Writes the plan that a run has stored, or what is left of it. */
export const applyStored = (strapi: Core.Strapi, runId: number, settings: ApplySettings = {}) =>
  storageOf(strapi)
    .ofRun(runId)
    .apply({
      profileId: 'profile-a',
      mode: 'bulk',
      replaces: false,
      keepsImages: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      ...settings,
    });

/** Stores a plan as a new run's. Returns the run's id. */
export const storePlan = async (strapi: Core.Strapi, changes: Change[]): Promise<number> => {
  lastRun += 1;
  await storageOf(strapi).ofRun(lastRun).plan().append(changes);
  return lastRun;
};

/** How many changes of a run could not be written, by type and by what they were to do. */
export const failuresOf = async (strapi: Core.Strapi, runId: number) => {
  const rows: Cells[] = await strapi.db
    .connection('directory_connector_changes')
    .where({ run_id: runId, action: 'error' })
    .whereNot('planned', 'error');
  const count = (type: RecordType, planned: string): number =>
    rows.filter((row) => row.type === type && row.planned === planned).length;
  const counts = (type: RecordType) => ({
    create: count(type, 'create'),
    update: count(type, 'update'),
    remove: count(type, 'remove'),
  });
  return { user: counts('user'), phonebookEntry: counts('phonebookEntry'), phone: counts('phone') };
};

/** Stores a plan and writes it. */
export const apply = async (
  strapi: Core.Strapi,
  changes: Change[],
  settings: ApplySettings = {}
) => {
  const runId = await storePlan(strapi, changes);
  await applyStored(strapi, runId, settings);
  return { runId, failed: await failuresOf(strapi, runId) };
};

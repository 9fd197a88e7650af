import type { Core } from '@strapi/strapi';

import { addressQuery } from '../../../shared/address';
import type { Matching } from '../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../shared/records';
import type { RunStatus } from '../../../shared/run-statuses';
import { PLUGIN_ID, UIDS } from '../constants';
import type { Secrets } from '../secrets';
import { from } from '../storage/database';
import { digestOf } from '../storage/digests';
import { modelTable } from '../storage/tables';
import { createSourceSecrets, type SourceSecrets } from './secrets';
import { BY_NAMES, storedFile, timesOf, type PinnedMatching, type ProfileRow } from './stored';

type Changes = Record<string, string | number>;

interface StoredRow extends ProfileRow {
  nameDigest: string | null;
}

/** What a profile is found by. */
const named = ({ name, nameDigest }: StoredRow): Changes => {
  const digest = digestOf(name);
  return nameDigest === digest ? {} : { name_digest: digest };
};

/** The times that an older version kept as dates. */
const timed = (row: StoredRow): Changes => {
  if (row.createdAtMs !== null && row.savedAtMs !== null) return {};
  const { createdAtMs, savedAtMs } = timesOf(row);
  return { created_at_ms: createdAtMs, saved_at_ms: savedAtMs };
};

/** Sources of other plugins are younger than what is renewed here. */
const { withoutSecrets } = createSourceSecrets(() => null);

/** A query that an older version kept in the address, set apart and encrypted. */
const addressed = (secrets: Secrets, row: ProfileRow): Changes => {
  const { source } = storedFile(row).file;
  const clear = withoutSecrets(source);
  if (!('url' in source) || !('url' in clear) || clear.type === 'ldap') return {};
  const query = addressQuery(source.url);
  if (query === addressQuery(clear.url)) return {};
  try {
    const kept = row.sourceSecrets === null ? '{}' : secrets.decrypt(row.sourceSecrets);
    const sourceSecrets = JSON.stringify({ ...(JSON.parse(kept) as SourceSecrets), query });
    return { source: JSON.stringify(clear), source_secrets: secrets.encrypt(sourceSecrets) };
  } catch {
    // Under another key nothing can be added to them; whoever enters them again saves both.
    return {};
  }
};

const WROTE: RunStatus[] = ['succeeded', 'succeeded-with-errors'];
const DONE = { key: 'matchings-pinned' };

const ownsRecords = async (strapi: Core.Strapi, connectorProfile: string): Promise<boolean> => {
  const found = await Promise.all(
    RECORD_TYPES.map((type) => strapi.db.query(UIDS[type]).findOne({ where: { connectorProfile } }))
  );
  return found.some((record) => record !== null);
};

/**
 * Pins what version 0.1.0 matched: that version kept it in the reports of its runs only. Where no
 * report is left, its columns go on being matched by their names. Once; what a person has matched
 * anew since then stays so.
 */
const pinFromHistory = async (strapi: Core.Strapi): Promise<void> => {
  const store = strapi.store({ type: 'plugin', name: PLUGIN_ID });
  if (await store.get(DONE)) return;
  const profiles: ProfileRow[] = await strapi.db.query(UIDS.profile).findMany();
  for (const { id, documentId, source, fields, template, pinnedMatching } of profiles) {
    if (fields || template?.trim() || pinnedMatching) continue;
    const run: { matching: Matching } | null = await strapi.db.query(UIDS.run).findOne({
      where: {
        profileId: documentId,
        kind: 'run',
        status: { $in: WROTE },
        matching: { $notNull: true },
      },
      orderBy: { id: 'desc' },
    });
    if (!run && !(await ownsRecords(strapi, documentId))) continue;
    const matching = run?.matching ?? BY_NAMES;
    const pinned: PinnedMatching = { ...matching, sourceType: source.type };
    await strapi.db.query(UIDS.profile).update({ where: { id }, data: { pinnedMatching: pinned } });
  }
  await store.set({ ...DONE, value: true });
};

/** Gives profiles of an older version what later ones keep of a profile. */
export const renewProfiles = async (strapi: Core.Strapi, secrets: Secrets): Promise<void> => {
  await pinFromHistory(strapi);
  const rows: StoredRow[] = await strapi.db.query(UIDS.profile).findMany();
  for (const row of rows) {
    const changes = { ...named(row), ...timed(row), ...addressed(secrets, row) };
    if (Object.keys(changes).length === 0) continue;
    // Not by the query, for which the profile would be changed now.
    await from(strapi, modelTable(strapi, UIDS.profile)).where({ id: row.id }).update(changes);
  }
};

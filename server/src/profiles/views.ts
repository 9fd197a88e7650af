import type { Core } from '@strapi/strapi';

import type { ProfileProblem, ProfileView } from '../../../shared/contracts/profiles';
import { PLUGIN_ID } from '../constants';
import type { Secrets } from '../secrets';
import type { FindSource } from '../sources/registered/registry';
import { messageOf } from '../utils/errors';
import { registeredProblems } from './registered';
import type { createSourceSecrets, SourceSecrets, StoredSource } from './secrets';
import { type ProfileRow, storedFile, viewOf } from './stored';

interface ProfileViewsNeeds {
  secrets: Pick<Secrets, 'decrypt'>;
  findSource: FindSource;
  sourceSecrets: Pick<ReturnType<typeof createSourceSecrets>, 'inClear' | 'masked'>;
  log: Pick<Core.Strapi['log'], 'warn'>;
}

/** What stored profiles are seen as, and the sources that they have. */
export const createProfileViews = ({
  secrets,
  findSource,
  sourceSecrets: { inClear, masked },
  log,
}: ProfileViewsNeeds) => {
  const readSecrets = ({ name, sourceSecrets }: ProfileRow): SourceSecrets => {
    if (!sourceSecrets) return {};
    try {
      return JSON.parse(secrets.decrypt(sourceSecrets)) as SourceSecrets;
    } catch (error) {
      // The profile must stay readable, or else nobody could enter them again.
      const reason = `${PLUGIN_ID}: the credentials of profile "${name}" cannot be read: ${messageOf(error)}`;
      log.warn(reason);
      return {};
    }
  };

  /** The secrets of a source that does not fit are not told apart from those of another one. */
  const storedSource = (row: ProfileRow): StoredSource => {
    const { file, problems } = storedFile(row);
    const fits = !problems.some(({ path: [field] }) => field === 'source');
    return { source: file.source, secrets: fits ? readSecrets(row) : {} };
  };

  /** What only the plugin that brings a source can say of its settings. */
  const ofRegistered = (stored: StoredSource): ProfileProblem[] => {
    const source = inClear(stored);
    return source.type === 'registered' ? registeredProblems(source, findSource) : [];
  };

  return {
    readSecrets,
    storedSource,
    ofRegistered,
    view(row: ProfileRow): ProfileView {
      const stored = storedSource(row);
      return viewOf(row, masked(stored), ofRegistered(stored));
    },
  };
};

export type ProfileViews = ReturnType<typeof createProfileViews>;

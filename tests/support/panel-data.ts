import { Readable } from 'node:stream';

import type { Panel } from './panel';
import { createProfile, forgettingsOf, NOTHING_GENERATED, people, runsOf, uploadsOf } from './runs';

/** Gives a profile a file, as an upload does. */
export const deliver = async ({ strapi }: Panel, profile: string, csv: string): Promise<void> => {
  await uploadsOf(strapi).store(profile, 'users.csv', Readable.from([Buffer.from(csv)]));
};

/** Runs a profile to its end; returns the run's id. */
export const runToEnd = async (
  { strapi }: Panel,
  profileId: string,
  kind: 'run' | 'test' = 'run'
): Promise<string> => {
  const run = await runsOf(strapi).start({ profileId, kind, trigger: 'manual' });
  await run.done;
  return run.id;
};

/** The user of a user name, by its documentId. */
export const userCalled = async ({ strapi }: Panel, username: string): Promise<string> => {
  const { documentId } = await strapi.db
    .query('plugin::directory-connector.user')
    .findOne({ where: { username } });
  return documentId;
};

/** A profile with a file. */
export const profileWith = async (
  panel: Panel,
  name: string,
  csv: string,
  settings: object = {}
): Promise<string> => {
  const id = await createProfile(panel.strapi, { ...NOTHING_GENERATED, name, ...settings });
  await deliver(panel, id, csv);
  return id;
};

const WITH_ISSUES = [
  'username,displayname,extension,mac',
  'ivy,Ivy,901,00:11:22:33:44:55',
  'jon,Jon,901,not-a-mac',
  'kim,Kim,902,',
  '',
].join('\n');

export interface Company {
  profile: string;
  succeeded: string;
  held: string;
  failed: string;
  /** A test run with issues. */
  tested: string;
  /** A user that was imported. */
  user: string;
}

/** Profiles and runs of every kind, as a company has them after a while. */
export const makeCompany = async (panel: Panel): Promise<Company> => {
  const profile = await profileWith(panel, 'Staff', people(30));
  const succeeded = await runToEnd(panel, profile);
  await deliver(panel, profile, people(5));
  const held = await runToEnd(panel, profile);
  const broken = await profileWith(panel, 'Broken', 'username,displayname\n"ada,Ada\n');
  const failed = await runToEnd(panel, broken);
  const issues = await profileWith(panel, 'With issues', WITH_ISSUES, {
    comment: 'From the reception',
    schedule: { enabled: true, cron: '0 2 * * *', timezone: 'Europe/Berlin' },
  });
  const tested = await runToEnd(panel, issues, 'test');
  return { profile, succeeded, held, failed, tested, user: await userCalled(panel, 'u1') };
};

/** Two profiles that own a user together, the leading one first; returns the user. */
export const makeShared = async (
  panel: Panel,
  names: readonly [string, string]
): Promise<string> => {
  const files = ['username,displayname\numa,Uma\n', 'username,displayname,extension\numa,U.,711\n'];
  for (const [place, name] of names.entries()) {
    const settings = { ownedByOthers: 'share' };
    await runToEnd(panel, await profileWith(panel, name, files[place] ?? '', settings));
  }
  return userCalled(panel, 'uma');
};

/** A privacy request that has been met, of somebody whom a profile of this name had brought. */
export const makeForgotten = async (panel: Panel, profile: string): Promise<void> => {
  await runToEnd(
    panel,
    await profileWith(panel, profile, 'username,displayname\ngus,Gus\nhal,Hal\n')
  );
  const person = { type: 'user', documentId: await userCalled(panel, 'gus') } as const;
  const request = { keepOut: true, reference: '4711', askedBy: 'Ada Admin' };
  const { done } = await forgettingsOf(panel.strapi).start(person, request);
  await done;
};

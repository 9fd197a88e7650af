import { access } from 'node:fs/promises';
import { userInfo } from 'node:os';

import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { englishOf } from '../../../shared/codes/texts';
import { personKey } from '../../../shared/contracts/person';
import type { ProfileView } from '../../../shared/contracts/profiles';
import type { MaskedSource } from '../../../shared/profile';
import { delivering } from '../machines/starts';
import { isDelivered } from '../profiles/delivery';
import { overviewOf } from '../profiles/overview';
import type { RunKind, RunReport } from '../../../shared/contracts/runs';
import type { EnteredRun } from '../queue/types';
import { getService } from '../utils/get-service';
import type { PersonKey } from '../utils/record-keys';
import { streamChanges } from '../storage/runs/change-listings';
import { UsageError, type CommandName } from './arguments';
import { type Command, type CommandContext, done, profileNamed, readJson } from './command';
import { corrections } from './corrections';
import { allowAgain, forget } from './forget';
import type { Answer } from './output';
import { EXIT, exitCodeOf, reportText } from './report';
import { readRows } from './rows';
import { table } from './table';
import { work } from './work';

const RUNS_SHOWN = 50;

const sourceName = (source: MaskedSource): string => {
  if (source.type === 'registered') return source.name;
  return source.type === 'csv' ? source.delivery : source.type;
};

const list: Command = async ({ strapi }) => {
  const profiles = await overviewOf(
    getService('storage', { strapi }),
    await getService('profiles', { strapi }).list()
  );
  const lines = profiles.map(({ name, mode, source, schedule, nextRunAt, lastRun, problems }) => [
    name,
    mode,
    sourceName(source),
    schedule.enabled ? `${schedule.cron} (${schedule.timezone})` : 'off',
    problems.length > 0 ? 'broken' : nextRunAt,
    lastRun ? `${lastRun.startedAt} ${lastRun.status}` : 'never',
  ]);
  const json = profiles.map(({ source, ...profile }) => {
    const { id, name, version, mode, schedule, nextRunAt, lastRun, problems } = profile;
    const { overdue, failures, pace } = profile;
    const delivery = source.type === 'csv' ? { delivery: source.delivery } : {};
    const named = source.type === 'registered' ? { name: source.name } : {};
    const shown = { type: source.type, ...delivery, ...named };
    const times = { schedule, nextRunAt, overdue, failures, pace, lastRun };
    return { id, name, version, mode, source: shown, ...times, problems };
  });
  const headings = ['Profile', 'Mode', 'Source', 'Schedule', 'Next run', 'Last run'];
  const broken = profiles.flatMap(({ name, problems }) =>
    problems.map(({ path, message }) => `"${name}" is broken: ${path.join('.')}: ${message}`)
  );
  return done(json, [table(headings, lines), ...broken].join('\n'));
};

const importProfile: Command = async ({ strapi, arguments: { operand, ifVersion } }) => {
  const file = await readJson(operand);
  const { importFile } = getService('profiles', { strapi });
  const { profile, created, ...taken } = await importFile(file, {
    by: userInfo().username,
    ...(ifVersion !== null && { version: ifVersion }),
  });
  const missing = taken.missing && englishOf(taken.missing);
  const verb = created ? 'Created' : 'Replaced';
  const secret = missing === null ? '' : ` Its source still needs a secret: ${missing}.`;
  return done(
    { id: profile.id, name: profile.name, version: profile.version, created, missing },
    `${verb} the connector profile "${profile.name}".${secret}`
  );
};

const exportProfile: Command = async (context) => {
  const { id } = await profileNamed(context);
  const file = await getService('profiles', { strapi: context.strapi }).exportFile(id);
  return done(file, JSON.stringify(file, null, 2));
};

const matchAnew: Command = async (context) => {
  const { id, name } = await profileNamed(context);
  await getService('profiles', { strapi: context.strapi }).matchAnew(id);
  return done({ id, name }, `The next run of "${name}" will match the columns of its source anew.`);
};

/** Nobody is asked on the command line: whoever lets a profile remove the users of others, or deletes it, says so each time. */
const checkConfirmation = (
  { name, mode }: ProfileView,
  confirm: string | null,
  isDeleted = false
): void => {
  const replaces = mode === 'replace' && !isDeleted;
  if (confirm === name || (confirm === null && !replaces && !isDeleted)) return;
  throw new UsageError(problem('wrong-usage/confirm', { profile: name, found: confirm, replaces }));
};

const checkFile = async (
  strapi: Core.Strapi,
  profile: ProfileView,
  file: string | null
): Promise<void> => {
  if (!isDelivered(profile.source)) {
    if (file === null) return;
    const address = getService('profiles', { strapi }).sourceName(profile.source);
    throw new UsageError(problem('wrong-usage/file', { profile: profile.name, address }));
  }
  if (file === null) {
    if (await getService('uploads', { strapi }).current(profile.id)) return;
    throw new UsageError(problem('file-missing', { profile: profile.name }));
  }
  await access(file).catch((cause: unknown) => {
    throw new UsageError(problem('file-not-found/given', { file }), { cause });
  });
};

const personOf = (strapi: Core.Strapi, profileId: string, given: string): Promise<PersonKey> => {
  const key = personKey.safeParse(given);
  if (key.success) return getService('persons', { strapi }).keyOf(profileId, { key: key.data });
  throw new UsageError(
    problem('wrong-usage/words', { reason: "Option '--key <value>' argument missing" })
  );
};

/** How long a run that was told to end may take to give its report. */
const REPORT_MS = 1000;

/** What is done at a signal; the second one ends the process. */
const onSignals = (actions: Record<'SIGINT' | 'SIGTERM', () => Promise<unknown>>): (() => void) => {
  let signals = 0;
  const handlers = Object.entries(actions).map(([signal, act]) => {
    const handle = () => {
      signals += 1;
      if (signals > 1) process.exit(EXIT.failed);
      process.stderr.write('Ending the run; press Ctrl-C again to quit immediately.\n');
      act().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    };
    process.on(signal, handle);
    return () => process.removeListener(signal, handle);
  });
  return () => handlers.forEach((forget) => forget());
};

/** Waits for a run, which Ctrl-C cancels. Whoever ends a service does not wait for long. */
const untilDone = async (
  { strapi }: CommandContext,
  { id, done: over }: EnteredRun
): Promise<RunReport> => {
  const runs = getService('runs', { strapi });
  const forget = onSignals({
    SIGINT: () => runs.cancel(id),
    SIGTERM: async () => {
      await runs.stop();
      setTimeout(() => process.exit(EXIT.failed), REPORT_MS).unref();
    },
  });
  try {
    return (await over) ?? (await runs.report(id));
  } finally {
    forget();
  }
};

/** The report of a run that is over, with the changes that are asked for. */
const reportOutcome = async (
  { strapi, arguments: { changes: choice } }: CommandContext,
  id: string
): Promise<Answer> => {
  const runs = getService('runs', { strapi });
  const report = await runs.report(id);
  const { error, ...rest } = report;
  const issues = await runs.issues(id);
  const changes = choice && streamChanges(strapi, await runs.rowId(id), choice);
  return {
    json: { ...rest, issues, error, ...(changes && { changes }) },
    text: reportText(report, issues, changes),
    exitCode: exitCodeOf(report.status),
  };
};

const execute =
  (kind: RunKind): Command =>
  async (context) => {
    const { strapi } = context;
    const { file, key, approve, confirm, same: people } = context.arguments;
    const profile = await profileNamed(context);
    await getService('profiles', { strapi }).assertWhole(profile.id);
    // Who syncs one person removes nobody.
    if (kind === 'run' && key === null) checkConfirmation(profile, confirm);
    await checkFile(strapi, profile, file);
    const person = key === null ? null : await personOf(strapi, profile.id, key);
    const isPushed = profile.source.type === 'push';
    const rows = isPushed && file !== null ? await readRows(profile, file) : null;
    const runs = getService('runs', { strapi });
    const uploads = getService('uploads', { strapi });
    const run = await delivering({ uploads, log: strapi.log }, rows, (upload) =>
      runs.start({
        profileId: profile.id,
        kind,
        trigger: 'cli',
        approve,
        startedBy: userInfo().username,
        ...(file !== null && !isPushed && { file }),
        ...(upload !== null && { upload }),
        ...(people !== null && { people }),
        ...(person && { person }),
      })
    );
    await untilDone(context, run);
    return reportOutcome(context, run.id);
  };

const PEOPLE_CHOICE = ['keep', 'remove'];

const deleteProfile: Command = async (context) => {
  const { strapi } = context;
  const { people, confirm, approve } = context.arguments;
  const profile = await profileNamed(context);
  const profiles = getService('profiles', { strapi });
  if (people === null) {
    const allowed = PEOPLE_CHOICE;
    throw new UsageError(problem('wrong-usage/choice', { option: 'people', allowed, found: '' }));
  }
  const isTest = people === 'remove' && confirm === null;
  if (!isTest) checkConfirmation(profile, confirm, true);
  const deleted = `Deleted the connector profile "${profile.name}".`;
  if (people === 'keep') {
    await profiles.remove(profile.id);
    return done({ id: profile.id, name: profile.name, people }, `${deleted} Its people stay.`);
  }
  const start = isTest ? profiles.testRemoval : profiles.removeWithPeople;
  const run = await start({
    profileId: profile.id,
    trigger: 'cli',
    approve,
    startedBy: userInfo().username,
  });
  const report = await untilDone(context, run);
  if (await profiles.findByName(profile.name)) return reportOutcome(context, run.id);
  return done(
    { ...report, deleted: true },
    `${deleted} ${report.user.remove} of its people are removed.`
  );
};

const runs: Command = async (context) => {
  const { id } = await profileNamed(context);
  const { results } = await getService('runs', { strapi: context.strapi }).find({
    page: 1,
    pageSize: RUNS_SHOWN,
    profileId: id,
  });
  const lines = results.map((run) => [
    run.id,
    run.purpose === 'import' ? run.kind : `${run.kind} (${run.purpose})`,
    run.status,
    run.startedAt,
    run.trigger,
    run.rows.read,
    run.error?.code ?? '',
  ]);
  return done(results, table(['Run', 'Kind', 'Status', 'Started', 'By', 'Rows', 'Error'], lines));
};

const show: Command = async (context) => ({
  ...(await reportOutcome(context, context.arguments.operand)),
  exitCode: EXIT.succeeded,
});

export const COMMANDS: Record<CommandName, Command> = {
  list,
  'import-profile': importProfile,
  'export-profile': exportProfile,
  'match-anew': matchAnew,
  corrections,
  'delete-profile': deleteProfile,
  test: execute('test'),
  run: execute('run'),
  runs,
  show,
  forget,
  'allow-again': allowAgain,
  work,
};

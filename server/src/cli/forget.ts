import { userInfo } from 'node:os';

import { problem } from '../../../shared/codes/problems';
import { personKey } from '../../../shared/contracts/person';
import {
  FORGETTING_PLACES,
  type ForgettingCounts,
  type ForgettingPreview,
} from '../../../shared/contracts/forgetting';
import { getService } from '../utils/get-service';
import { UsageError } from './arguments';
import { type Command, type CommandContext, done, profileNamed } from './command';
import { EXIT } from './report';
import { table } from './table';

/** What the report of a place is called where people read it. */
const PLACES: Record<keyof ForgettingCounts, string> = {
  records: 'records',
  plans: 'runs that wait for approval',
  changes: 'changes in the history of runs',
  mentions: 'changes of others that name the person',
  issues: 'issues of runs',
  runs: 'reasons why a run failed or waited',
  credentials: 'generated credentials that nobody has fetched',
  secretReads: 'notes of who has read credentials',
  rows: 'rows of files',
  files: 'files that go as a whole',
  corrections: 'corrections of rows',
  images: 'copies for undoing runs',
  phonebooks: 'phonebooks',
  versions: 'versions in the content history',
};

const countsText = (counts: ForgettingCounts): string =>
  table(
    ['Stored', 'Places'],
    FORGETTING_PLACES.filter((place) => counts[place] > 0).map((place) => [
      PLACES[place],
      counts[place],
    ])
  );

const previewText = ({ records, names, counts, sources }: ForgettingPreview): string =>
  [
    ...records.map(({ type, label }) => `${type} "${label}" is removed.`),
    ...(names.length > 0 ? [`The person was called ${names.join(', ')}.`] : []),
    ...(sources.length > 0 ? [`Brought by ${sources.join(', ')}.`] : []),
    countsText(counts),
  ].join('\n');

/** Whom a command is about, as the profile knows them. @throws UsageError */
const keyOf = ({ arguments: { key } }: CommandContext): string => {
  const { data } = personKey.safeParse(key);
  if (data !== undefined) return data;
  throw new UsageError(problem('nobody-known'));
};

/** Shows what is stored of a person, or erases it. */
export const forget: Command = async (context) => {
  const { confirm, test, reference, mayReturn } = context.arguments;
  const { id: profile } = await profileNamed(context);
  const key = keyOf(context);
  const forgetting = getService('forgetting', context);
  if (test) {
    const preview = await forgetting.preview({ profile, key });
    return done(preview, previewText(preview));
  }
  if (confirm?.trim() !== key) {
    throw new UsageError(problem('wrong-usage/confirm-person', { found: confirm }));
  }
  const begun = await forgetting.start(
    { profile, key },
    { keepOut: !mayReturn, reference, askedBy: userInfo().username }
  );
  await begun.done;
  const request = await forgetting.findOne(begun.id);
  const { state, counts, error } = request;
  if (state === 'done') return done(request, `Forgotten.\n${counts ? countsText(counts) : ''}`);
  const why = error?.message ?? '';
  const text = `Not finished: ${why} A server of the app tries it again at ${request.retryAt ?? 'its next start'}.`;
  return { json: request, text, exitCode: EXIT.failed };
};

/** Lets runs of a profile bring somebody again whom they leave out. */
export const allowAgain: Command = async (context) => {
  const { id, name } = await profileNamed(context);
  await getService('forgetting', context).allowAgain(id, keyOf(context));
  return done({ id, name }, `The next run of "${name}" may bring this person again.`);
};

import { isoTime } from '../storage/clock';
import { noCounts, onlyRows } from './counts';
import { abandonmentOf, placeOf, SILENCE_MS, type Abandonment } from './owner';
import type { RunNeeds } from './needs';
import type { RunRow } from '../storage/runs/rows';

const NOTHING = 'Nothing was written and nothing was removed.';
const SOME = 'What had been written stays; the next run brings the rest.';

const WHY: Record<Abandonment, string> = {
  gone: 'it had ended before the run did',
  silent: `after ${SILENCE_MS / 1000} seconds it was taken for dead`,
};

const messageOf = ({ owner, heartbeatAtMs }: RunRow, why: Abandonment): string => {
  const since = heartbeatAtMs === null ? 'ever' : `since ${isoTime(heartbeatAtMs)}`;
  const who = owner === null ? 'any process' : placeOf(owner);
  return `No sign of life from ${who} ${since}: ${WHY[why]}.`;
};

type AbandonedNeeds = Pick<RunNeeds, 'storage' | 'announce'>;

const interrupt = async (
  { storage, announce }: AbandonedNeeds,
  run: RunRow,
  why: Abandonment
): Promise<void> => {
  const { runs: rows } = storage;
  const kept = storage.ofRun(run.id);
  const counts = run.progress?.counts ?? noCounts();
  const hasWritten = run.progress?.phase === 'writing';
  const message = `${messageOf(run, why)} ${hasWritten ? SOME : NOTHING}`;
  const isEnded = await rows.changeSilent(run, {
    status: 'interrupted',
    // Nobody knows more of its end than that it was still alive then.
    finishedAtMs: run.heartbeatAtMs ?? run.startedAtMs,
    counts: hasWritten ? await kept.countWritten(counts) : onlyRows(counts),
    error: { code: 'interrupted', message },
    progress: null,
    lock: null,
  });
  if (!isEnded) return;
  await (hasWritten ? kept.dropPayloads() : kept.dropPlan());
  const { profileId, kind } = run;
  const row = await rows.find({ id: run.id });
  // Mail may take long, and this may be the start of Strapi.
  if (row) void announce(row, await rows.latest({ profileId, kind, id: { $lt: run.id } }));
};

/** Marks the runs whose process is gone as interrupted, which sets their profiles free. */
export const interruptAbandoned = async (needs: AbandonedNeeds): Promise<void> => {
  const { runs: rows } = needs.storage;
  // The time comes first: a heartbeat that is written meanwhile can only be younger.
  const now = await rows.now();
  for (const run of await rows.findAll({ status: 'running' })) {
    const why = abandonmentOf(run, now);
    if (why) await interrupt(needs, run, why);
  }
};

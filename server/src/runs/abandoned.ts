import type { Core } from '@strapi/strapi';

import { dropPayloads, dropPlan } from '../write/plan-store';
import { announce } from './announce';
import { noCounts, onlyRows } from './counts';
import { isAbandoned } from './owner';
import type { RunRows } from './rows';
import type { RunRow } from './types';
import { countWritten } from './written';

const NOTHING = 'Nothing was written and nothing was removed.';
const SOME = 'What had been written stays; the next run brings the rest.';

const interrupt = async (strapi: Core.Strapi, rows: RunRows, run: RunRow): Promise<void> => {
  const counts = run.progress?.counts ?? noCounts();
  const hasWritten = run.progress?.phase === 'writing';
  const effect = hasWritten ? SOME : NOTHING;
  const message = `The process that worked on this run ended before the run did. ${effect}`;
  const isOurs = await rows.changeOwn(run.id, run.owner, {
    status: 'interrupted',
    finishedAt: new Date().toISOString(),
    counts: hasWritten ? await countWritten(strapi, run.id, counts) : onlyRows(counts),
    error: { code: 'interrupted', message },
    progress: null,
    lock: null,
  });
  if (!isOurs) return;
  await (hasWritten ? dropPayloads : dropPlan)(strapi, run.id);
  const { profileId, kind } = run;
  const row = await rows.find({ id: run.id });
  // Mail may take long, and this may be the start of Strapi.
  if (row) void announce(strapi, row, await rows.latest({ profileId, kind, id: { $lt: run.id } }));
};

/** Marks the runs whose process is gone as interrupted, which sets their profiles free. */
export const interruptAbandoned = async (strapi: Core.Strapi, rows: RunRows): Promise<void> => {
  const running = await rows.findAll({ status: 'running' });
  for (const run of running.filter((row) => isAbandoned(row, Date.now()))) {
    await interrupt(strapi, rows, run);
  }
};

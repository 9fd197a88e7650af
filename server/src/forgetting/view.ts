import type { Problem } from '../../../shared/codes/kinds';
import { inEnglish } from '../../../shared/codes/texts';
import type { ForgettingCounts, ForgettingView } from '../../../shared/contracts/forgetting';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import type { ForgettingEntity } from '../storage/forgetting/jobs';

/** A privacy request as people see it. */
export const viewOf = (entity: ForgettingEntity): ForgettingView => {
  const { key, state, type, askedBy, askedAtMs, doneAtMs, reference, keepOut, counts } = entity;
  const { error, retryAtMs } = entity;
  return {
    id: key,
    state,
    type,
    askedBy,
    askedAt: isoTime(Number(askedAtMs)),
    doneAt: isoTimeOrNull(doneAtMs),
    reference,
    keepOut: Boolean(keepOut),
    counts: counts === null ? null : (JSON.parse(counts) as ForgettingCounts),
    error: error === null ? null : inEnglish(JSON.parse(error) as Problem),
    retryAt: isoTimeOrNull(retryAtMs),
  };
};

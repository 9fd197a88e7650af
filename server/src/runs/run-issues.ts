import type { Issue } from '../../../shared/contracts/issues';
import type { Hold, PlanResult } from '../plan/types';

/** An issue of the whole run. */
export const wholeRun = (issue: Pick<Issue, 'code' | 'severity' | 'message'>): Issue => ({
  row: null,
  column: null,
  value: null,
  ...issue,
});

/** Why a run waits for a person before anything is written, the limits first. */
export const holdsOf = ({ exceeded, holds }: Pick<PlanResult, 'exceeded' | 'holds'>): Hold[] => [
  ...exceeded.map(({ message }): Hold => ({ code: 'limit-exceeded', message })),
  ...holds,
];

/** The reasons to wait for a person as issues of the whole run. */
export const holdIssues = (holds: Hold[], approved: boolean): Issue[] =>
  holds.map(({ code, message }) =>
    wholeRun({
      code,
      severity: 'warning',
      message: approved ? `${message} It was approved beforehand.` : message,
    })
  );

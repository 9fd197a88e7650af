import type { Issue } from '../../../shared/contracts/issues';
import type { ExceededLimit } from '../../../shared/contracts/runs';

/** An issue of the whole run. */
export const wholeRun = (issue: Pick<Issue, 'code' | 'severity' | 'message'>): Issue => ({
  row: null,
  column: null,
  value: null,
  ...issue,
});

/** What there is to say about limits that a plan exceeds. */
export const limitIssues = (exceeded: ExceededLimit[], approved: boolean): Issue[] =>
  exceeded.map(({ message }) =>
    wholeRun({
      code: 'limit-exceeded',
      severity: 'warning',
      message: approved ? `${message} It was approved beforehand.` : message,
    })
  );

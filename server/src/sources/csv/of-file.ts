import type { Issue } from '../../../../shared/contracts/issues';

/** An issue of a file as a whole. */
export const ofFile = (code: string, severity: Issue['severity'], message: string): Issue => ({
  row: null,
  column: null,
  value: null,
  code,
  severity,
  message,
});

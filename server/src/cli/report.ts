import type { IssueView } from '../../../shared/contracts/issues';
import type { ChangeView, RunReport } from '../../../shared/contracts/runs';
import type { RunStatus } from '../../../shared/run-statuses';
import type { RecordType } from '../../../shared/records';
import { changesText } from './changes';
import { table } from './table';

export const EXIT = { succeeded: 0, failed: 1, usage: 2, rowErrors: 3, held: 4 } as const;

const EXIT_CODES: Partial<Record<RunStatus, number>> = {
  succeeded: EXIT.succeeded,
  'succeeded-with-errors': EXIT.rowErrors,
  held: EXIT.held,
};

/** What the process ends with after a run. */
export const exitCodeOf = (status: RunStatus): number => EXIT_CODES[status] ?? EXIT.failed;

const TYPE_NAMES: [RecordType, string][] = [
  ['user', 'Users'],
  ['phonebookEntry', 'Phonebook entries'],
  ['phone', 'Phones'],
];

const MAX_ISSUES = 50;

/** The first issues, and how many more there are. */
const issuesText = async (batches: AsyncIterable<IssueView[]>): Promise<string[]> => {
  const shown: IssueView[] = [];
  let count = 0;
  for await (const batch of batches) {
    shown.push(...batch.slice(0, MAX_ISSUES - shown.length));
    count += batch.length;
  }
  if (count === 0) return [];
  const lines = shown.map((issue) => [
    issue.row === null ? '' : String(issue.row),
    issue.column,
    issue.severity,
    issue.code,
    issue.message,
  ]);
  const rest = count - shown.length;
  return [
    '',
    table(['Row', 'Column', 'Severity', 'Code', 'Message'], lines),
    ...(rest > 0 ? [`… and ${rest} more; --json lists them all.`] : []),
  ];
};

const matchingText = ({ matching }: RunReport): string[] => {
  if (!matching) return [];
  const matched = matching.matched.map(
    ({ column, type, attribute }) => `${column} → ${type}.${attribute}`
  );
  return [
    '',
    ...(matching.preset ? [`Recognised as: ${matching.preset.name.en}`] : []),
    `Columns matched: ${matched.join(', ') || 'none'}`,
    ...(matching.unmatched.length > 0
      ? [`Columns left over: ${matching.unmatched.join(', ')}`]
      : []),
  ];
};

/** The report as people read it, in pieces, with its changes where they are asked for. */
export async function* reportText(
  report: RunReport,
  issues: AsyncIterable<IssueView[]>,
  changes: AsyncIterable<ChangeView[]> | null = null
): AsyncGenerator<string> {
  const { rows, kind, status, error } = report;
  const counts = TYPE_NAMES.map(([type, name]) => {
    const { create, update, unchanged, remove, error: failed } = report[type];
    return [name, create, update, unchanged, remove, failed];
  });
  const lines = [
    `${report.profile}: ${kind === 'test' ? 'test run' : 'run'} ${report.id} ${status}`,
    ...(report.notModified ? ['The source has not changed since the last run.'] : []),
    ...(error ? [`${error.code}: ${error.message}`] : []),
    '',
    `Rows: ${rows.read} read, ${rows.filtered} filtered, ${rows.skipped} skipped, ${rows.failed} failed`,
    '',
    table(['', 'Create', 'Update', 'Unchanged', 'Remove', 'Error'], counts),
    ...matchingText(report),
    ...(await issuesText(issues)),
  ];
  yield `${lines.join('\n')}\n`;
  if (!changes) return;
  yield '\n';
  yield* changesText(changes);
}

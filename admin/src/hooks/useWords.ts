import type { Severity } from '../../../shared/contracts/issues';
import type {
  Action,
  RunKind,
  RunPhase,
  RunPurpose,
  RunSummary,
  RunTrigger,
} from '../../../shared/contracts/runs';
import type { RunStatus } from '../../../shared/run-statuses';
import type { Mode, SourceInput } from '../../../shared/profile';
import type { RecordType } from '../../../shared/records';
import type { Part } from '../utils/totals';
import { settingTexts } from '../profile-form/settings';
import { type Text, textTable, useText, useTextTable } from './useText';

const WORDS = textTable<{
  status: Record<RunStatus, string>;
  action: Record<Action, string>;
  total: Record<Part, string>;
  trigger: Record<RunTrigger, string>;
  kind: Record<RunKind, string>;
  purpose: Record<Exclude<RunPurpose, 'import'>, string>;
  phase: Record<RunPhase, string>;
  severity: Record<Severity, string>;
}>('word', {
  status: {
    running: 'Running',
    succeeded: 'Succeeded',
    'succeeded-with-errors': 'Succeeded with errors',
    held: 'Held for approval',
    failed: 'Failed',
    canceled: 'Canceled',
    rejected: 'Rejected',
    interrupted: 'Interrupted',
    expired: 'Expired',
  },
  action: {
    create: 'Create',
    update: 'Update',
    unchanged: 'Unchanged',
    remove: 'Remove',
    error: 'Error',
  },
  total: {
    create: 'Created',
    update: 'Updated',
    remove: 'Removed',
    error: 'Failed',
  },
  trigger: {
    manual: 'By hand',
    schedule: 'Schedule',
    cli: 'Command line',
    api: 'Another program',
  },
  kind: {
    test: 'Test run',
    run: 'Run',
  },
  purpose: {
    person: 'one person',
    removal: 'deletion with the people',
    undo: 'undoing a run',
  },
  phase: {
    waiting: 'Waiting for its turn',
    fetching: 'Fetching the file',
    reading: 'Reading rows',
    planning: 'Comparing with what is stored',
    writing: 'Writing changes',
  },
  severity: {
    error: 'Error',
    warning: 'Warning',
    info: 'Note',
  },
});

const typeWord = (t: Text, type: RecordType, count: number): string => {
  switch (type) {
    case 'user':
      return t('type.user', '{count, plural, one {User} other {Users}}', { count });
    case 'phonebookEntry':
      return t(
        'type.phonebookEntry',
        '{count, plural, one {Phonebook entry} other {Phonebook entries}}',
        { count }
      );
    case 'phone':
      return t('type.phone', '{count, plural, one {Phone} other {Phones}}', { count });
  }
};

/** The words of DESIGN § 2 as people read them. */
export const useRunWords = () => {
  const t = useText();
  const words = useTextTable(WORDS);
  return {
    status: (status: RunStatus) => words.status[status],
    action: (action: Action) => words.action[action],
    /** What a number of a run's totals counts. */
    total: (part: Part) => words.total[part],
    /** In the plural unless `count` is one. */
    type: (type: RecordType, count = 2) => typeWord(t, type, count),
    trigger: (trigger: RunTrigger) => words.trigger[trigger],
    kind: (kind: RunKind) => words.kind[kind],
    /** A run by its kind, and what is special about it. */
    run: ({ kind, purpose }: Pick<RunSummary, 'kind' | 'purpose'>) =>
      purpose === 'import' ? words.kind[kind] : `${words.kind[kind]} (${words.purpose[purpose]})`,
    /** What a run that is going on does. */
    phase: (phase: RunPhase) => words.phase[phase],
    severity: (severity: Severity) => words.severity[severity],
    mode: (mode: Mode) => settingTexts(t, 'mode').choices?.[mode] ?? mode,
  };
};

/** Names a row of a source as people find it there: by the line of a file, or as an entry of a directory or the like. */
export const useRowWords = (source: SourceInput): ((row: number) => string) => {
  const t = useText();
  const isFile = source.type === 'csv';
  return (row) =>
    isFile ? t('row.line', 'Row {row}', { row }) : t('row.entry', 'Entry {row}', { row });
};

import type { Action, RunKind, RunStatus, RunTrigger } from '../../../shared/contracts/runs';
import type { Mode } from '../../../shared/profile';
import type { RecordType } from '../../../shared/records';
import type { Part } from '../utils/totals';
import { settingTexts } from '../profile-form/settings';
import { type Text, useText } from './useText';

const statusWord = (t: Text, status: RunStatus): string => {
  switch (status) {
    case 'running':
      return t('status.running', 'Running');
    case 'succeeded':
      return t('status.succeeded', 'Succeeded');
    case 'succeeded-with-errors':
      return t('status.succeeded-with-errors', 'Succeeded with errors');
    case 'held':
      return t('status.held', 'Held for approval');
    case 'failed':
      return t('status.failed', 'Failed');
    case 'canceled':
      return t('status.canceled', 'Canceled');
    case 'rejected':
      return t('status.rejected', 'Rejected');
    case 'interrupted':
      return t('status.interrupted', 'Interrupted');
  }
};

const actionWord = (t: Text, action: Action): string => {
  switch (action) {
    case 'create':
      return t('action.create', 'Create');
    case 'update':
      return t('action.update', 'Update');
    case 'unchanged':
      return t('action.unchanged', 'Unchanged');
    case 'remove':
      return t('action.remove', 'Remove');
    case 'error':
      return t('action.error', 'Error');
  }
};

const totalWord = (t: Text, part: Part): string => {
  switch (part) {
    case 'create':
      return t('history.created', 'Created');
    case 'update':
      return t('history.updated', 'Updated');
    case 'remove':
      return t('history.removed', 'Removed');
    case 'error':
      return t('history.failed', 'Failed');
  }
};

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

const triggerWord = (t: Text, trigger: RunTrigger): string => {
  switch (trigger) {
    case 'manual':
      return t('trigger.manual', 'By hand');
    case 'schedule':
      return t('trigger.schedule', 'Schedule');
    case 'cli':
      return t('trigger.cli', 'Command line');
  }
};

const kindWord = (t: Text, kind: RunKind): string =>
  kind === 'test' ? t('kind.test', 'Test run') : t('kind.run', 'Run');

/** The words of DESIGN § 2 as people read them. */
export const useRunWords = () => {
  const t = useText();
  return {
    status: (status: RunStatus) => statusWord(t, status),
    action: (action: Action) => actionWord(t, action),
    /** What a number of a run's totals counts. */
    total: (part: Part) => totalWord(t, part),
    /** In the plural unless `count` is one. */
    type: (type: RecordType, count = 2) => typeWord(t, type, count),
    trigger: (trigger: RunTrigger) => triggerWord(t, trigger),
    kind: (kind: RunKind) => kindWord(t, kind),
    mode: (mode: Mode) => settingTexts(t, 'mode').choices?.[mode] ?? mode,
  };
};

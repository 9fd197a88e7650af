import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { Permissions } from '../../../hooks/usePermissions';

export type ActionKind = 'cancel' | 'approve' | 'reject' | 'credentials' | 'run' | 'plan' | 'test';

const hasPlan = ({ status }: RunDetail): boolean =>
  status === 'succeeded' || status === 'succeeded-with-errors';

/** What the person may do with the run as it is now. */
export const availableActions = (run: RunDetail, may: Permissions): ActionKind[] => {
  const { kind, status, credentials, changedSince } = run;
  const isOver = status !== 'running';
  const offers: [ActionKind, boolean][] = [
    ['cancel', !isOver && may.canExecute],
    ['credentials', isOver && credentials > 0 && may.canCredentials],
    ['reject', status === 'held' && may.canApprove],
    ['approve', status === 'held' && !changedSince.form && may.canApprove],
    ['test', kind === 'test' && isOver && may.canTest],
    ['run', kind === 'test' && hasPlan(run) && may.canExecute],
    // The plan of an earlier version is never written.
    ['plan', status === 'held' && changedSince.form && may.canExecute],
  ];
  return offers.filter(([, isOffered]) => isOffered).map(([action]) => action);
};

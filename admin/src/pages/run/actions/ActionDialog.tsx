import type { RunDetail } from '../../../../../shared/contracts/reports';
import { useReturnFocus } from '../useReturnFocus';
import type { ActionKind } from './available';
import { ApproveDialog } from './ApproveDialog';
import { CancelDialog } from './CancelDialog';
import { CredentialsDialog } from './CredentialsDialog';
import { RejectDialog } from './RejectDialog';
import { RunNowDialog } from './RunNowDialog';

/** The actions that ask before they are taken. */
export type DialogKind = Exclude<ActionKind, 'test'>;

interface ActionDialogProps {
  action: DialogKind;
  run: RunDetail;
  onClose: () => void;
}

/** What is asked before an action is taken. */
export const ActionDialog = ({ action, run, onClose }: ActionDialogProps) => {
  useReturnFocus();
  switch (action) {
    case 'approve':
      return <ApproveDialog run={run} onClose={onClose} />;
    case 'reject':
      return <RejectDialog run={run} onClose={onClose} />;
    case 'cancel':
      return <CancelDialog run={run} onClose={onClose} />;
    case 'credentials':
      return <CredentialsDialog run={run} onClose={onClose} />;
    case 'run':
    case 'plan':
      return <RunNowDialog run={run} onClose={onClose} />;
  }
};

import * as React from 'react';

import type { ProfileView } from '../../../../shared/contracts/profiles';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { AskDialog } from './AskDialog';
import { ConfirmByName } from './ConfirmByName';

interface RunDialogProps {
  profile: Pick<ProfileView, 'id' | 'name'>;
  /** Whether the run replaces all users. */
  isReplacing: boolean;
  title: string;
  /** What the run does. */
  children: string;
  /** What is said instead where it replaces all users. */
  warning: React.ReactNode;
  onClose: () => void;
}

/** Asks before a real run; where it replaces all users, for the profile's name too. */
export const RunDialog = ({
  profile: { id, name },
  isReplacing,
  title,
  children,
  warning,
  onClose,
}: RunDialogProps) => {
  const t = useText();
  const { startRun, isStarting } = useStartRun();

  if (isReplacing) {
    return (
      <ConfirmByName
        title={title}
        name={name}
        confirmLabel={t('run.action.run', 'Run now')}
        isLoading={isStarting}
        onCancel={onClose}
        onConfirm={() => void startRun(id, name).then(onClose)}
      >
        {warning}
      </ConfirmByName>
    );
  }
  return (
    <AskDialog variant="default" title={title} onConfirm={() => startRun(id)} onClose={onClose}>
      {children}
    </AskDialog>
  );
};

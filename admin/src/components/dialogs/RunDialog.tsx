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
  confirmLabel: string;
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
  confirmLabel,
  children,
  warning,
  onClose,
}: RunDialogProps) => {
  const { startRun, isStarting } = useStartRun();

  if (isReplacing) {
    return (
      <ConfirmByName
        title={title}
        name={name}
        confirmLabel={confirmLabel}
        isLoading={isStarting}
        onCancel={onClose}
        onConfirm={() => void startRun(id, name).then(onClose)}
      >
        {warning}
      </ConfirmByName>
    );
  }
  return (
    <AskDialog
      variant="default"
      title={title}
      confirmLabel={confirmLabel}
      onConfirm={() => startRun(id)}
      onClose={onClose}
    >
      {children}
    </AskDialog>
  );
};

interface RunProfileDialogProps {
  profile: ProfileView;
  onClose: () => void;
}

/** Asks before a profile runs, where no test run has shown what it would do. */
export const RunProfileDialog = ({ profile, onClose }: RunProfileDialogProps) => {
  const t = useText();
  return (
    <RunDialog
      profile={profile}
      isReplacing={profile.mode === 'replace'}
      title={t('run-dialog.title', 'Run “{name}” now?', { name: profile.name })}
      confirmLabel={t('run.action.run', 'Run now')}
      warning={t(
        'run-dialog.replace',
        'This profile replaces all users: whoever is not in the source is removed with their entries and phones, whoever made them. Only protected users and Strapi’s administrators stay.'
      )}
      onClose={onClose}
    >
      {t(
        'run-dialog.text',
        'The source is read and its changes are written. A test run shows beforehand what would happen.'
      )}
    </RunDialog>
  );
};

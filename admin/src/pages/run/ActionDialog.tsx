import * as React from 'react';

import { Typography } from '@strapi/design-system';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { Stack } from '../../components/areas';
import { AskDialog } from '../../components/dialogs/AskDialog';
import { ConfirmByName } from '../../components/dialogs/ConfirmByName';
import { NewFileDialog } from '../../components/dialogs/NewFileDialog';
import { RunDialog } from '../../components/dialogs/RunDialog';
import { useStartRun } from '../../hooks/useStartRun';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { type Text, useText } from '../../hooks/useText';
import { useGetProfileQuery } from '../../services/profiles';
import {
  useApproveRunMutation,
  useCancelRunMutation,
  useRejectRunMutation,
} from '../../services/runs';
import { outcomeSentences } from '../../utils/outcome';
import { CredentialsDialog } from './CredentialsDialog';
import type { ActionKind } from './run-state';
import { ExceededList } from './RunBanners';
import { useReturnFocus } from './useFocus';

interface DialogProps {
  run: RunDetail;
  onClose: () => void;
}

/** Lets a held run write, once the person has typed the profile's name. */
const ApproveDialog = ({ run, onClose }: DialogProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [approveRun, { isLoading }] = useApproveRunMutation();
  return (
    <ConfirmByName
      title={t('run.approve.title', 'Approve this run')}
      name={run.profile}
      confirmLabel={t('run.action.approve', 'Approve')}
      isLoading={isLoading}
      onCancel={onClose}
      onConfirm={() =>
        void approveRun({ id: run.id, confirm: run.profile })
          .unwrap()
          .catch(showError)
          .finally(onClose)
      }
    >
      <Stack gap={3}>
        <Typography fontWeight="bold">{outcomeSentences(t, run, 'will')}</Typography>
        <ExceededList exceeded={run.exceeded} />
      </Stack>
    </ConfirmByName>
  );
};

/** Asks before a held run is given up. */
const RejectDialog = ({ run, onClose }: DialogProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [rejectRun] = useRejectRunMutation();
  return (
    <AskDialog
      title={t('run.reject.title', 'Reject this run')}
      confirmLabel={t('run.reject.confirm', 'Reject the run')}
      onConfirm={() => rejectRun(run.id).unwrap().catch(showError)}
      onClose={onClose}
    >
      {t(
        'run.reject.text',
        'Nothing is written. The next run of this profile reads its source again.'
      )}
    </AskDialog>
  );
};

/** Asks before a run that is going on is ended. */
const CancelDialog = ({ run, onClose }: DialogProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [cancelRun] = useCancelRunMutation({ fixedCacheKey: run.id });
  return (
    <AskDialog
      title={
        run.kind === 'test'
          ? t('run.cancel.title-test', 'Cancel this test run')
          : t('run.cancel.title', 'Cancel this run')
      }
      confirmLabel={
        run.kind === 'test'
          ? t('run.cancel.confirm-test', 'Cancel the test run')
          : t('run.cancel.confirm', 'Cancel the run')
      }
      cancelLabel={t('run.cancel.keep', 'Keep it running')}
      // The page says at once that it is being canceled; the dialog has nothing to wait for.
      onConfirm={async () => void cancelRun(run.id).unwrap().catch(showError)}
      onClose={onClose}
    >
      {run.kind === 'test'
        ? t('run.cancel.text-test', 'It ends and shows no changes. Nothing was written.')
        : t('run.cancel.text', 'What has been written so far stays; the next run brings the rest.')}
    </AskDialog>
  );
};

const textOf = (t: Text, run: RunDetail): string => {
  if (run.changedSince.form) {
    return t(
      'run.now.plan',
      'The plan was made by an earlier version, or in another database, and is never written. A new run reads the profile’s current file, address or directory and is held by limits of its own. If the file was given for this run alone, upload it to the profile first.'
    );
  }
  if (run.changedSince.profile || run.changedSince.file) {
    return t(
      'run.now.changed',
      'The profile or its file has changed since this test run, so the run may do something else than shown here.'
    );
  }
  const extent = outcomeSentences(t, run, 'will');
  if (run.exceeded.length === 0) return extent;
  const held = t(
    'run.now.held',
    'That is more than its limits allow, so nothing is written until somebody approves it.'
  );
  return `${extent} ${held}`;
};

/** What a run will do, what follows of it, and whether it will wait for somebody. */
const Extent = ({ run, children }: { run: RunDetail; children: React.ReactNode }) => {
  const t = useText();
  return (
    <Stack gap={3}>
      <Typography fontWeight="bold">{outcomeSentences(t, run, 'will')}</Typography>
      {children}
      {run.exceeded.length > 0 && (
        <Typography>
          {t(
            'run.now.held',
            'That is more than its limits allow, so nothing is written until somebody approves it.'
          )}
        </Typography>
      )}
    </Stack>
  );
};

/** Removes a profile with its people, once the person has typed its name. */
const RemovalDialog = ({ run, onClose }: DialogProps) => {
  const t = useText();
  const { startRemoval, isStarting } = useStartRun();
  return (
    <ConfirmByName
      title={t('run.removal.title', 'Delete “{profile}” with its people?', {
        profile: run.profile,
      })}
      name={run.profile}
      confirmLabel={t('run.action.removal', 'Remove and delete')}
      isLoading={isStarting}
      onCancel={onClose}
      onConfirm={() => void startRemoval(run.profileId, run.profile).then(onClose)}
    >
      <Extent run={run}>
        <Typography>
          {t(
            'run.removal.text',
            'Its schedule ends now. Once everybody is removed, the profile is deleted with its file and its history. If anything goes wrong, it stays.'
          )}
        </Typography>
      </Extent>
    </ConfirmByName>
  );
};

/** Undoes a run after a test run has shown what that means. */
const UndoDialog = ({ run, onClose }: DialogProps) => {
  const t = useText();
  const { startUndo } = useStartRun();
  const { canRead } = usePermissions();
  const { data: profile } = useGetProfileQuery(run.profileId, { skip: !canRead });
  const { undoOf } = run;
  if (undoOf === null) return null;
  return (
    <AskDialog
      title={t('run.undo.title', 'Undo the run of “{profile}”?', { profile: run.profile })}
      confirmLabel={t('run.action.undo-now', 'Undo now')}
      onConfirm={() => startUndo(undoOf)}
      onClose={onClose}
    >
      <Extent run={run}>
        <Typography>
          {profile?.schedule.enabled
            ? t(
                'run.undo.scheduled',
                'The schedule of this profile is on: its next run does the same again, unless the source or the settings are corrected before.'
              )
            : t(
                'run.undo.again',
                'The next run of this profile does the same again, unless its source or its settings are corrected before.'
              )}
        </Typography>
      </Extent>
    </AskDialog>
  );
};

/** Starts a run after a test run; says what it does and whether something has changed since. */
const RunNowDialog = ({ run, onClose }: DialogProps) => {
  const t = useText();
  const { canRead } = usePermissions();
  const { data: profile, isLoading } = useGetProfileQuery(run.profileId, { skip: !canRead });
  const [title, confirmLabel] = run.changedSince.form
    ? [
        t('run.now.plan-title', 'Plan “{profile}” anew', { profile: run.profile }),
        t('run.action.plan', 'Plan anew'),
      ]
    : [
        t('run.now.title', 'Run “{profile}” now', { profile: run.profile }),
        t('run.action.run', 'Run now'),
      ];
  const text = textOf(t, run);

  if (isLoading) return null;
  return (
    <RunDialog
      profile={profile ?? { id: run.profileId, name: run.profile }}
      isReplacing={profile?.mode === 'replace'}
      title={title}
      confirmLabel={confirmLabel}
      warning={
        <>
          <Typography tag="p">{text}</Typography>
          <Typography tag="p" paddingTop={2} fontWeight="bold">
            {t(
              'run.now.replace',
              'This profile replaces all users: it removes everybody who is not in its source, with their entries and phones, whoever made them. Only protected users and Strapi’s administrators stay.'
            )}
          </Typography>
        </>
      }
      onClose={onClose}
    >
      {text}
    </RunDialog>
  );
};

const START_DIALOGS = {
  import: RunNowDialog,
  person: RunNowDialog,
  removal: RemovalDialog,
  undo: UndoDialog,
};

const StartDialog = (props: DialogProps) => {
  const Dialog = START_DIALOGS[props.run.purpose];
  return <Dialog {...props} />;
};

/** Takes the next file of the run's profile. */
const NewFileOfRun = ({ run, onClose }: DialogProps) => (
  <NewFileDialog profile={{ id: run.profileId, name: run.profile }} onClose={onClose} />
);

/** The actions that ask before they are taken. */
export type DialogKind = Exclude<ActionKind, 'test' | 'undo'>;

const DIALOGS: Record<DialogKind, React.ComponentType<DialogProps>> = {
  approve: ApproveDialog,
  reject: RejectDialog,
  cancel: CancelDialog,
  credentials: CredentialsDialog,
  'new-file': NewFileOfRun,
  run: StartDialog,
  plan: RunNowDialog,
};

interface ActionDialogProps extends DialogProps {
  action: DialogKind;
}

/** What is asked before an action is taken. */
export const ActionDialog = ({ action, ...props }: ActionDialogProps) => {
  useReturnFocus();
  const Dialog = DIALOGS[action];
  return <Dialog {...props} />;
};

import { Typography } from '@strapi/design-system';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import { RunDialog } from '../../../components/dialogs/RunDialog';
import { usePermissions } from '../../../hooks/usePermissions';
import { type Text, useText } from '../../../hooks/useText';
import { useGetProfileQuery } from '../../../services/profiles';
import { sumOf } from '../banners';

interface RunNowDialogProps {
  run: RunDetail;
  onClose: () => void;
}

const textOf = (t: Text, run: RunDetail): string => {
  if (run.changedSince.form) {
    return t(
      'run.now.plan',
      'The plan was made by an earlier version and is never written. A new run reads the profile’s current file, address or directory and is held by limits of its own. If the file was given for this run alone, upload it to the profile first.'
    );
  }
  if (run.changedSince.profile || run.changedSince.file) {
    return t(
      'run.now.changed',
      'The profile or its file has changed since this test run, so the run may do something else than shown here.'
    );
  }
  const extent = t(
    'run.now.text',
    'It creates {created, plural, one {# record} other {# records}}, changes {updated, number} and removes {removed, number}.',
    {
      created: sumOf(run, 'create'),
      updated: sumOf(run, 'update'),
      removed: sumOf(run, 'remove'),
    }
  );
  if (run.exceeded.length === 0) return extent;
  const held = t(
    'run.now.held',
    'That is more than its limits allow, so nothing is written until somebody approves it.'
  );
  return `${extent} ${held}`;
};

/** Starts a run after a test run; says what it does and whether something has changed since. */
export const RunNowDialog = ({ run, onClose }: RunNowDialogProps) => {
  const t = useText();
  const { canRead } = usePermissions();
  const { data: profile, isLoading } = useGetProfileQuery(run.profileId, { skip: !canRead });
  const title = run.changedSince.form
    ? t('run.now.plan-title', 'Plan “{profile}” anew', { profile: run.profile })
    : t('run.now.title', 'Run “{profile}” now', { profile: run.profile });
  const text = textOf(t, run);

  if (isLoading) return null;
  return (
    <RunDialog
      profile={profile ?? { id: run.profileId, name: run.profile }}
      isReplacing={profile?.mode === 'replace'}
      title={title}
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

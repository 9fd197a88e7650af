import { Flex, Typography } from '@strapi/design-system';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import { ConfirmByName } from '../../../components/dialogs/ConfirmByName';
import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { useText } from '../../../hooks/useText';
import { useApproveRunMutation } from '../../../services/runs';
import { sumOf } from '../banners';
import { ExceededList } from '../ExceededList';

interface ApproveDialogProps {
  run: RunDetail;
  onClose: () => void;
}

/** Lets a held run write, once the person has typed the profile's name. */
export const ApproveDialog = ({ run, onClose }: ApproveDialogProps) => {
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
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography fontWeight="bold">
          {t(
            'run.approve.text',
            'It removes {removed, plural, one {# record} other {# records}} and changes {updated, number}.',
            { removed: sumOf(run, 'remove'), updated: sumOf(run, 'update') }
          )}
        </Typography>
        <ExceededList exceeded={run.exceeded} />
      </Flex>
    </ConfirmByName>
  );
};

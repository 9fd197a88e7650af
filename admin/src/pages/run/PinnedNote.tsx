import * as React from 'react';

import { Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import { AskDialog } from '../../components/dialogs/AskDialog';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useMatchAnewMutation } from '../../services/profiles';

/** Says that a profile keeps to its first matching, and lets whoever may edit it end that. */
export const PinnedNote = ({ profileId }: { profileId: string }) => {
  const t = useText();
  const { canEdit } = usePermissions();
  const { toggleNotification } = useNotification();
  const notifyError = useErrorNotification();
  const [matchAnew] = useMatchAnewMutation();
  const [isAsking, setIsAsking] = React.useState(false);

  const confirm = async () => {
    const answer = await matchAnew(profileId);
    if ('error' in answer) {
      notifyError(answer.error);
      return;
    }
    toggleNotification({
      type: 'success',
      message: t('run.matching.anew.done', 'The next run matches the columns anew.'),
    });
  };

  return (
    <Flex gap={4} justifyContent="space-between" wrap="wrap">
      <Typography textColor="neutral600">
        {t(
          'run.matching.pinned',
          'The matching is that of the first real run: a new column fills nothing by itself.'
        )}
      </Typography>
      {canEdit && (
        <Button variant="secondary" onClick={() => setIsAsking(true)}>
          {t('run.matching.anew', 'Match anew')}
        </Button>
      )}
      {isAsking && (
        <AskDialog
          title={t('run.matching.anew', 'Match anew')}
          variant="default"
          onConfirm={confirm}
          onClose={() => setIsAsking(false)}
        >
          {t(
            'run.matching.anew.ask',
            'The next run will match the columns of its source by their names again. Look at a test run first: other columns may be taken, and people be changed by that.'
          )}
        </AskDialog>
      )}
    </Flex>
  );
};

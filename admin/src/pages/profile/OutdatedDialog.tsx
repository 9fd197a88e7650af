import { Box, Button, Dialog, Typography } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';

import type { ProfileChange } from '../../../../shared/contracts/profiles';
import { Stack } from '../../components/areas';
import { DateTime } from '../../components/times';
import { useSettingWords } from '../../profile-form/settings';
import { useText } from '../../hooks/useText';
import type { Outdated } from '../../utils/answers';

const ChangeLine = ({ change: { by, at, settings } }: { change: ProfileChange }) => {
  const t = useText();
  const settingWord = useSettingWords();
  const names = new Set(settings.map((setting) => settingWord(setting.split('.'))));
  return (
    <Typography tag="li">
      {by ?? t('editor.outdated.somebody', 'Somebody')} · <DateTime time={at} /> ·{' '}
      {[...names].join(', ')}
    </Typography>
  );
};

interface OutdatedDialogProps {
  outdated: Outdated;
  onReload: () => void;
  onOverwrite: () => Promise<unknown>;
  onClose: () => void;
}

/** Says who has changed what since the profile was opened, and asks which of the two is to stay. */
export const OutdatedDialog = ({
  outdated,
  onReload,
  onOverwrite,
  onClose,
}: OutdatedDialogProps) => {
  const t = useText();
  return (
    <Dialog.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <ConfirmDialog
        title={t('editor.outdated.title', 'Somebody else has saved this profile')}
        startAction={
          <Button fullWidth variant="tertiary" onClick={onReload}>
            {t('editor.outdated.reload', 'Discard mine and reload')}
          </Button>
        }
        endAction={
          <Button fullWidth variant="danger-light" onClick={() => void onOverwrite()}>
            {t('editor.outdated.overwrite', 'Save mine over it')}
          </Button>
        }
      >
        <Stack gap={2}>
          <Typography>
            {t(
              'editor.outdated.text',
              'Nothing was saved. Since you opened the profile, this was changed:'
            )}
          </Typography>
          <Box tag="ul">
            {outdated.changes.map((change) => (
              <ChangeLine key={change.version} change={change} />
            ))}
          </Box>
        </Stack>
      </ConfirmDialog>
    </Dialog.Root>
  );
};

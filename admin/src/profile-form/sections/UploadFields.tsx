import { Flex, Loader, Typography } from '@strapi/design-system';
import { FileCsv } from '@strapi/icons';

import { Stack } from '../../components/areas';
import { Muted } from '../../components/text';
import { DropZone } from '../../components/forms/DropZone';
import { DateTime } from '../../components/times';
import { usePermissions } from '../../hooks/usePermissions';
import { useSizeWords } from '../../hooks/useSizeWords';
import { useText } from '../../hooks/useText';
import { type ProfileUpload, useMessageAt, useProfileForm } from '../form-context';

const CurrentFile = ({ file }: { file: NonNullable<ProfileUpload['file']> }) => {
  const t = useText();
  const sizeWords = useSizeWords();
  return (
    <Flex gap={3}>
      <FileCsv aria-hidden width="2.4rem" height="2.4rem" fill="primary600" />
      <Flex direction="column" alignItems="flex-start" minWidth={0}>
        <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {file.name}
        </Typography>
        <Muted>
          {sizeWords(file.size)}
          {file.createdAt !== undefined && (
            <>
              {' · '}
              {t('form.upload.since', 'uploaded')} <DateTime time={file.createdAt} />
            </>
          )}
        </Muted>
      </Flex>
    </Flex>
  );
};

/** The file that a run takes, and another one in its place. */
export const UploadFields = () => {
  const t = useText();
  const { profile, upload } = useProfileForm();
  const { canTest } = usePermissions();
  const messageAt = useMessageAt();
  const { file, isLoading, uploading, error, take } = upload;

  if (isLoading) return <Loader small>{t('form.loading', 'Loading …')}</Loader>;
  const shown = file && <CurrentFile file={file} />;
  const none = t('form.upload.none', 'No file has been uploaded yet. A run needs one.');
  if (!canTest) return shown ?? <Typography textColor="neutral600">{none}</Typography>;

  const hint = file
    ? t(
        'form.upload.hint',
        'A new file counts at once, for scheduled runs too. It does not wait for Save.'
      )
    : none;
  return (
    <Stack gap={2}>
      <DropZone uploading={uploading} error={error} problem={messageAt('upload')} onFile={take}>
        {shown}
      </DropZone>
      {profile !== null && <Muted>{hint}</Muted>}
    </Stack>
  );
};

import { Flex, Loader, Typography } from '@strapi/design-system';
import { FileCsv } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { UploadInfo } from '../../../../../shared/contracts/uploads';
import { DropZone } from '../../../components/forms/DropZone';
import { Moment } from '../../../components/Moment';
import { usePermissions } from '../../../hooks/usePermissions';
import { useText } from '../../../hooks/useText';
import { useGetCurrentUploadQuery, useUploadFileMutation } from '../../../services/sources';
import { useEditor } from '../editor-context';
import { capitalized } from '../../../utils/sentence';
import { readError } from '../../../profile-form/problems';

const KILOBYTE = 1000;

const CurrentFile = ({ file }: { file: UploadInfo }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const kilobytes = Math.max(1, Math.round(file.size / KILOBYTE));
  return (
    <Flex gap={3}>
      <FileCsv aria-hidden width="2.4rem" height="2.4rem" fill="primary600" />
      <Flex direction="column" alignItems="flex-start" minWidth={0}>
        <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {file.name}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {formatNumber(kilobytes, { style: 'unit', unit: 'kilobyte' })}
          {' · '}
          {t('editor.upload.since', 'uploaded')} <Moment time={file.createdAt} />
        </Typography>
      </Flex>
    </Flex>
  );
};

/** The file that a run takes, and another one in its place. */
export const UploadFields = () => {
  const t = useText();
  const { profile } = useEditor();
  const { canTest } = usePermissions();
  const current = useGetCurrentUploadQuery(profile.id);
  const [upload, { isLoading, error }] = useUploadFileMutation();

  if (current.isLoading) return <Loader small>{t('editor.loading', 'Loading …')}</Loader>;
  const file = current.data ?? null;
  const shown = file && <CurrentFile file={file} />;
  const none = t('editor.upload.none', 'No file has been uploaded yet. A run needs one.');
  if (!canTest) return shown ?? <Typography textColor="neutral600">{none}</Typography>;

  const said = readError(error)?.message;
  const wrong =
    error && (said || t('editor.upload.failed', 'The file could not be uploaded: try again.'));
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <DropZone
        isLoading={isLoading}
        error={wrong ? capitalized(wrong) : undefined}
        buttonLabel={
          file
            ? t('editor.upload.replace', 'Replace the file')
            : t('editor.upload.choose', 'Choose a file')
        }
        onFile={(chosen) => void upload({ file: chosen, profile: profile.id })}
      >
        {shown}
      </DropZone>
      <Typography variant="pi" textColor="neutral600">
        {file
          ? t(
              'editor.upload.hint',
              'A new file counts at once, for scheduled runs too. It does not wait for Save.'
            )
          : none}
      </Typography>
    </Flex>
  );
};

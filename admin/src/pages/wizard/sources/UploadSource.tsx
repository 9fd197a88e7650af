import * as React from 'react';

import { Flex, Typography } from '@strapi/design-system';
import { FileCsv } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { DropZone } from '../../../components/forms/DropZone';
import { useText } from '../../../hooks/useText';
import { useDeleteUploadMutation, useUploadFileMutation } from '../../../services/sources';
import { isGone, messageOf } from '../model/server-problems';
import type { Wizard } from '../useWizard';

const KILOBYTE = 1000;

const useSizeWords = (): ((bytes: number) => string) => {
  const { formatNumber } = useIntl();
  return (bytes) => {
    const kilobytes = bytes / KILOBYTE;
    const [value, unit] =
      kilobytes < KILOBYTE ? [kilobytes, 'kilobyte'] : [kilobytes / KILOBYTE, 'megabyte'];
    return formatNumber(value, { style: 'unit', unit, maximumFractionDigits: 1 });
  };
};

/** Takes the file of a profile of delivery `upload`, and shows which one it is. */
export const UploadSource = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const sizeWords = useSizeWords();
  const [upload, { isLoading, error }] = useUploadFileMutation();
  const [remove] = useDeleteUploadMutation();
  const { draft, change, messages, preview } = wizard;
  const current = isGone(preview.error) ? null : draft.upload;

  const take = async (file: File) => {
    const before = draft.upload;
    try {
      const { id, name, size } = await upload({ file, profile: null }).unwrap();
      change({ upload: { id, name, size } });
      if (before) void remove(before.id);
    } catch {
      // The error is shown in the drop zone.
    }
  };

  const uploadError = error
    ? (messageOf(error) ?? t('wizard.upload.failed', 'The file could not be uploaded: try again.'))
    : messages.upload;

  return (
    <DropZone
      isLoading={isLoading}
      error={uploadError}
      buttonLabel={
        current
          ? t('wizard.upload.replace', 'Choose another file')
          : t('wizard.upload.choose', 'Choose a file')
      }
      onFile={(file) => void take(file)}
    >
      {current && (
        <Flex gap={3} wrap="wrap" justifyContent="center">
          <FileCsv aria-hidden width="2.4rem" height="2.4rem" fill="primary600" />
          <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
            {current.name}
          </Typography>
          <Typography textColor="neutral600">{sizeWords(current.size)}</Typography>
        </Flex>
      )}
    </DropZone>
  );
};

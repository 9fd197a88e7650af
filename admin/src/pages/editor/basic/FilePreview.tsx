import * as React from 'react';

import { Box, Button, Flex, Loader, Typography, VisuallyHidden } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { styled } from 'styled-components';

import type { Detection } from '../../../../../shared/contracts/sources';
import type { CsvInput, CsvUploadSource, CsvUrlInput } from '../../../../../shared/profile/csv';
import { Notice } from '../../../components/feedback/Notice';
import { useLast } from '../../../hooks/useLast';
import { usePermissions } from '../../../hooks/usePermissions';
import { useText } from '../../../hooks/useText';
import {
  useDetectSourceQuery,
  useDetectUploadQuery,
  useGetCurrentUploadQuery,
} from '../../../services/sources';
import { useEditor } from '../editor-context';
import { capitalized } from '../../../utils/sentence';
import { readError } from '../../../profile-form/problems';

const SHOWN_ROWS = 3;
const TYPING_MS = 400;

const Table = styled.table`
  min-width: 100%;
  border-collapse: collapse;
  white-space: nowrap;

  & th,
  & td {
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    text-align: left;
    max-width: 24rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }
`;

const Preview = ({ detection }: { detection: Detection }) => {
  const t = useText();
  const { problem, columns, rows, issues } = detection;
  if (problem) return <Notice variant="danger">{capitalized(problem.message)}</Notice>;
  const caption = t('editor.preview', 'The first rows as they are read with these settings');
  const remarks = issues.filter(({ row }) => row === null);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {remarks.map(({ severity, message }, index) => (
        <Notice key={index} variant={severity === 'info' ? 'info' : 'warning'}>
          {capitalized(message)}
        </Notice>
      ))}
      <Typography variant="pi" textColor="neutral600" aria-hidden>
        {caption}
      </Typography>
      <Box overflow="auto" borderColor="neutral150" hasRadius tabIndex={0}>
        <Table>
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              {columns.map((column, place) => (
                <Typography key={place} tag="th" scope="col" variant="pi" fontWeight="bold">
                  {column}
                </Typography>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN_ROWS).map(({ number, cells }) => (
              <tr key={number}>
                {cells.map((cell, place) => (
                  <Typography key={place} tag="td" variant="pi">
                    {cell}
                  </Typography>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Box>
    </Flex>
  );
};

interface AnswerProps {
  detection: Detection | undefined;
  error: unknown;
}

const Answer = ({ detection, error }: AnswerProps) => {
  const t = useText();
  const wrong = readError(error);
  if (wrong) return <Notice variant="danger">{capitalized(wrong.message)}</Notice>;
  if (detection) return <Preview detection={detection} />;
  return <Loader small>{t('editor.loading', 'Loading …')}</Loader>;
};

const UploadPreview = ({ source }: { source: CsvUploadSource }) => {
  const { profile } = useEditor();
  const { type: _type, delivery: _delivery, ...format } = useDebounce(source, TYPING_MS);
  const { data: upload } = useGetCurrentUploadQuery(profile.id);
  const detected = useDetectUploadQuery({ id: upload?.id ?? '', format }, { skip: !upload });
  const found = useLast(upload?.id ?? '', detected.currentData);
  if (!upload) return null;
  return <Answer detection={found} error={detected.error} />;
};

const AddressPreview = ({ source }: { source: CsvUrlInput }) => {
  const t = useText();
  const { profile } = useEditor();
  const [asked, setAsked] = React.useState(source);
  const [isAsked, setIsAsked] = React.useState(false);
  const detected = useDetectSourceQuery(
    { profile: profile.id, source: asked },
    { skip: !isAsked, refetchOnMountOrArgChange: true }
  );
  const look = () => {
    if (isAsked && asked === source) void detected.refetch();
    setAsked(source);
    setIsAsked(true);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex>
        <Button variant="tertiary" loading={detected.isFetching} onClick={look}>
          {t('editor.preview.look', 'Look at the file at this address')}
        </Button>
      </Flex>
      {isAsked && <Answer detection={detected.currentData} error={detected.error} />}
    </Flex>
  );
};

/** What the file looks like with the chosen settings. */
export const FilePreview = ({ source }: { source: CsvInput }) => {
  const { canTest, canEdit } = usePermissions();
  if (source.delivery === 'upload') return canTest ? <UploadPreview source={source} /> : null;
  return canEdit ? <AddressPreview source={source} /> : null;
};

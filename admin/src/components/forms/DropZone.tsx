import * as React from 'react';

import { Button, Flex, Typography } from '@strapi/design-system';
import { CloudUpload } from '@strapi/icons';
import { styled } from 'styled-components';

import { useAnswerText, useCodeTexts } from '../../hooks/useCodeTexts';
import { useSizeWords } from '../../hooks/useSizeWords';
import { useText } from '../../hooks/useText';
import { refusedKind } from '../../utils/file-kinds';
import type { Sent } from '../../utils/sent';
import { Stack } from '../areas';
import { Bar } from '../feedback/Bar';

const Zone = styled(Flex)<{ $isOver: boolean; $isWrong: boolean }>`
  border: 1px dashed
    ${({ theme, $isOver, $isWrong }) => {
      if ($isOver) return theme.colors.primary600;
      return $isWrong ? theme.colors.danger600 : theme.colors.neutral300;
    }};
  background: ${({ theme, $isOver }) =>
    $isOver ? theme.colors.primary100 : theme.colors.neutral100};
`;

/** What a person may choose; others are refused by name when they are read. */
const ACCEPTED = [
  '.csv,.txt,.tsv,text/csv,text/plain',
  '.xlsx,.xlsm,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.ods,application/vnd.oasis.opendocument.spreadsheet',
  '.vcf,.vcard,text/vcard',
].join(',');

/** Says what speaks against the files that are chosen; one of a kind that is not read is refused before it is sent. */
const useRefusal = () => {
  const t = useText();
  const { message } = useCodeTexts();
  return async (file: File, others: File[]): Promise<string | null> => {
    if (others.length > 0) {
      return t('drop-zone.several', 'A profile takes one file: choose just one.');
    }
    const what = await refusedKind(file);
    return what && message({ code: 'binary-file', params: { what }, message: '' });
  };
};

/** How much of a file has gone. Numbers are not read out: they would never end. */
const Uploading = ({ sent: { done, total } }: { sent: Sent }) => {
  const t = useText();
  const size = useSizeWords();
  const isSent = total > 0 && done >= total;
  const label = isSent
    ? t('drop-zone.storing', 'The file is there; the server is storing it …')
    : t('drop-zone.loading', 'Uploading …');
  return (
    <Stack gap={2} width="100%" maxWidth="40rem">
      <Typography textColor="neutral700" textAlign="center" role="status">
        {label}
      </Typography>
      <Bar label={label} percent={total === 0 || isSent ? null : (100 * done) / total} />
      <Typography
        variant="pi"
        textColor="neutral600"
        textAlign="center"
        style={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {t('drop-zone.sent', '{done} of {total}', { done: size(done), total: size(total) })}
      </Typography>
    </Stack>
  );
};

interface DropZoneProps {
  uploading: Sent | null;
  /** Why the last file could not be uploaded. */
  error: unknown;
  /** What else is wrong. */
  problem?: string;
  /** The file that is there already. */
  children?: React.ReactNode;
  onFile: (file: File) => void;
}

/** Takes one file, dropped or chosen. */
export const DropZone = ({ uploading, error, children, onFile, ...props }: DropZoneProps) => {
  const t = useText();
  const answerText = useAnswerText();
  const refusalOf = useRefusal();
  const id = React.useId();
  const input = React.useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = React.useState(false);
  const [refused, setRefused] = React.useState<string | null>(null);

  const take = async (files: FileList | null) => {
    const [file, ...others] = files ?? [];
    if (!file || uploading !== null) return;
    const refusal = await refusalOf(file, others);
    setRefused(refusal);
    if (refusal === null) onFile(file);
  };

  const drop = (event: React.DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files);
  };

  const choose = ({ target }: React.ChangeEvent<HTMLInputElement>) => {
    void take(target.files);
    // The same file, mended, can be chosen again.
    target.value = '';
  };

  const failed = error
    ? (answerText(error) ?? t('form.upload.failed', 'The file could not be uploaded: try again.'))
    : undefined;
  const problem = refused ?? failed ?? props.problem;
  const label = children
    ? t('form.upload.replace', 'Choose another file')
    : t('form.upload.choose', 'Choose a file');

  return (
    <Stack gap={2}>
      <Zone
        direction="column"
        gap={4}
        padding={7}
        hasRadius
        aria-busy={uploading !== null}
        $isOver={isOver}
        $isWrong={problem !== undefined}
        onDragOver={(event: React.DragEvent) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        {children ?? <CloudUpload aria-hidden width="4rem" height="4rem" fill="primary600" />}
        {uploading ? (
          <Uploading sent={uploading} />
        ) : (
          <Typography textColor="neutral700" textAlign="center" id={`${id}-hint`}>
            {children
              ? t(
                  'drop-zone.drop-another',
                  'Drop another file (CSV, Excel, OpenDocument or vCard) here to replace it, or'
                )
              : t('drop-zone.drop', 'Drop a file (CSV, Excel, OpenDocument or vCard) here, or')}
          </Typography>
        )}
        <Button
          variant="secondary"
          disabled={uploading !== null}
          aria-describedby={problem === undefined ? `${id}-hint` : `${id}-error`}
          aria-invalid={problem === undefined ? undefined : true}
          onClick={() => input.current?.click()}
        >
          {label}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept={ACCEPTED}
          aria-label={label}
          onChange={choose}
        />
      </Zone>
      <div aria-live="polite">
        {problem !== undefined && (
          <Typography variant="pi" textColor="danger600" id={`${id}-error`}>
            {problem}
          </Typography>
        )}
      </div>
    </Stack>
  );
};

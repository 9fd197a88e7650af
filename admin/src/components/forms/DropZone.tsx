import * as React from 'react';

import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { CloudUpload } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../../hooks/useText';
import { Stack } from '../areas';

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

interface DropZoneProps {
  isLoading: boolean;
  error?: string;
  buttonLabel: string;
  /** The file that is there already. */
  children?: React.ReactNode;
  onFile: (file: File) => void;
}

/** Takes one file, dropped or chosen. */
export const DropZone = ({ isLoading, error, buttonLabel, children, onFile }: DropZoneProps) => {
  const t = useText();
  const id = React.useId();
  const input = React.useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = React.useState(false);
  const [isSeveral, setIsSeveral] = React.useState(false);

  const take = (files: FileList | null) => {
    const [file, ...others] = files ?? [];
    setIsSeveral(others.length > 0);
    if (file && others.length === 0 && !isLoading) onFile(file);
  };

  const drop = (event: React.DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };

  const choose = ({ target }: React.ChangeEvent<HTMLInputElement>) => {
    take(target.files);
    // The same file, mended, can be chosen again.
    target.value = '';
  };

  const problem = isSeveral
    ? t('drop-zone.several', 'A profile takes one file: choose just one.')
    : error;

  return (
    <Stack gap={2}>
      <Zone
        direction="column"
        gap={4}
        padding={7}
        hasRadius
        aria-busy={isLoading}
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
        {isLoading ? (
          <Loader small>{t('drop-zone.loading', 'Uploading …')}</Loader>
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
          disabled={isLoading}
          aria-describedby={problem === undefined ? `${id}-hint` : `${id}-error`}
          aria-invalid={problem === undefined ? undefined : true}
          onClick={() => input.current?.click()}
        >
          {buttonLabel}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept={ACCEPTED}
          aria-label={buttonLabel}
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

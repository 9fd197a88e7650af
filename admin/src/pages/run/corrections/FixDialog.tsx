import * as React from 'react';

import { Button, Field, Flex, Grid, Modal, TextInput, Typography } from '@strapi/design-system';

import { MASK } from '../../../../../shared/text';
import { Stack } from '../../../components/areas';
import { useCodeTexts } from '../../../hooks/useCodeTexts';
import type { Skip, UploadInfo } from '../../../../../shared/contracts/uploads';
import { Notice } from '../../../components/feedback/Notice';
import { useIssuePlace } from '../../../hooks/useIssuePlace';
import { useText } from '../../../hooks/useText';
import type { RunIssue } from '../../../services/runs';
import { SkipQuestion } from './SkipQuestion';
import { useReturnFocus } from '../useFocus';
import type { Cell } from './corrections';
import { useFixRow, useRowCells } from './useCorrections';

// Kept the same from one drawing to the next, so that it runs only when the field appears.
const focus = (input: HTMLInputElement | null): void => input?.focus();

interface FixFormProps {
  id: string;
  cells: Cell[];
  /** The column that has the problem; null when it is the whole row's. */
  problemColumn: string | null;
  onSubmit: (edited: Record<string, string>) => void;
}

/** The cells of a row, by column, with the one that has the problem in focus. */
const FixForm = ({ id, cells, problemColumn, onSubmit }: FixFormProps) => {
  const t = useText();
  const [edited, setEdited] = React.useState<Record<string, string>>({});

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    onSubmit(edited);
  };

  const hintOf = ({ isSecret, isMissing }: Cell): string | undefined => {
    if (isSecret) return t('run.fix.secret', 'Not shown. Leave it empty to keep it.');
    return isMissing ? t('run.fix.missing', 'The row ends before this column.') : undefined;
  };

  return (
    <form id={id} onSubmit={submit}>
      <Grid.Root gap={4}>
        {cells.map((cell) => {
          const { column, value, isSecret } = cell;
          const isProblem = column === problemColumn;
          return (
            <Grid.Item key={column} col={6} xs={12} direction="column" alignItems="stretch">
              <Field.Root
                name={column}
                hint={hintOf(cell)}
                error={isProblem ? t('run.fix.here', 'This value has the problem') : undefined}
              >
                <Field.Label>{column}</Field.Label>
                <TextInput
                  ref={isProblem ? focus : undefined}
                  autoComplete="off"
                  placeholder={isSecret ? MASK : undefined}
                  value={edited[column] ?? value}
                  onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                    setEdited({ ...edited, [column]: event.target.value })
                  }
                />
                <Field.Hint />
                <Field.Error />
              </Field.Root>
            </Grid.Item>
          );
        })}
      </Grid.Root>
    </form>
  );
};

interface FixDialogProps {
  profileId: string;
  upload: UploadInfo;
  issue: RunIssue & { row: number };
  onClose: () => void;
}

const FORM_ID = 'directory-connector-fix';

/** Corrects a row of the uploaded file, or leaves it out, without going back to the file. */
export const FixDialog = ({ profileId, upload, issue, onClose }: FixDialogProps) => {
  const t = useText();
  const placeOf = useIssuePlace();
  const texts = useCodeTexts();
  useReturnFocus();
  const { cells, person, isLoading } = useRowCells(profileId, upload.id, issue);
  const { save, skip, isSaving } = useFixRow(upload.id, issue.row, onClose);
  /** What is meant by leaving the row out; null while it is being corrected. */
  const [skipping, setSkipping] = React.useState<Skip | null>(null);
  const isEditable = cells !== null && issue.code !== 'too-many-fields';

  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('run.fix.close', 'Close')}>
          <Modal.Title>
            {t('run.fix.title', 'Correct row {row} of {file}', {
              row: String(issue.row),
              file: upload.name,
            })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Stack gap={5}>
            <Notice
              isLarge
              variant={issue.severity === 'error' ? 'danger' : 'warning'}
              title={placeOf(issue) ?? t('run.fix.whole-row', 'The whole row')}
            >
              {texts.message(issue)}
            </Notice>
            {skipping !== null && (
              <SkipQuestion
                row={issue.row}
                person={person}
                value={skipping}
                onChange={setSkipping}
              />
            )}
            {isLoading && (
              <Typography textColor="neutral600">
                {t('run.fix.loading', 'Reading the row …')}
              </Typography>
            )}
            {skipping === null && !isLoading && !isEditable && (
              <Typography textColor="neutral800">
                {t(
                  'run.fix.not-editable',
                  'This row cannot be taken apart into cells, so none can be corrected here. Skip it, or correct the file and upload it again.'
                )}
              </Typography>
            )}
            {skipping === null && isEditable && (
              <FixForm
                id={FORM_ID}
                cells={cells}
                problemColumn={issue.column}
                onSubmit={(edited) => void save(cells, edited)}
              />
            )}
          </Stack>
        </Modal.Body>
        <Modal.Footer>
          {skipping === null ? (
            <>
              <Button variant="tertiary" onClick={onClose}>
                {t('run.fix.cancel', 'Cancel')}
              </Button>
              <Flex gap={2} wrap="wrap" justifyContent="flex-end">
                <Button
                  variant="secondary"
                  disabled={isLoading || isSaving}
                  onClick={() => setSkipping('keep')}
                >
                  {t('run.fix.skip', 'Skip this row')}
                </Button>
                {isEditable && (
                  <Button type="submit" form={FORM_ID} loading={isSaving}>
                    {t('run.fix.save', 'Save correction')}
                  </Button>
                )}
              </Flex>
            </>
          ) : (
            <>
              <Button variant="tertiary" onClick={() => setSkipping(null)}>
                {t('run.fix.back', 'Back')}
              </Button>
              <Button loading={isSaving} onClick={() => void skip(skipping)}>
                {t('run.fix.skip', 'Skip this row')}
              </Button>
            </>
          )}
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

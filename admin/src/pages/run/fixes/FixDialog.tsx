import * as React from 'react';

import { Button, Flex, Modal, Typography } from '@strapi/design-system';

import { useCodeTexts } from '../../../hooks/useCodeTexts';
import type { Skip, UploadInfo } from '../../../../../shared/contracts/uploads';
import { Notice } from '../../../components/feedback/Notice';
import { useIssuePlace } from '../../../hooks/useIssuePlace';
import { useText } from '../../../hooks/useText';
import type { IssueView } from '../../../services/runs';
import { useReturnFocus } from '../useReturnFocus';
import { FixForm } from './FixForm';
import { SkipQuestion } from './SkipQuestion';
import { useFixRow } from './useFixRow';
import { useRowCells } from './useRowCells';

interface FixDialogProps {
  profileId: string;
  upload: UploadInfo;
  issue: IssueView & { row: number };
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
          <Flex direction="column" alignItems="stretch" gap={5}>
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
          </Flex>
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

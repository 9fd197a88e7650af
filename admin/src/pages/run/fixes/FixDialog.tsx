import { Button, Flex, Modal, Typography } from '@strapi/design-system';

import type { UploadInfo } from '../../../../../shared/contracts/uploads';
import { Notice } from '../../../components/feedback/Notice';
import { useText } from '../../../hooks/useText';
import type { IssueView } from '../../../services/runs';
import { useReturnFocus } from '../useReturnFocus';
import { FixForm } from './FixForm';
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
  useReturnFocus();
  const { cells, isLoading } = useRowCells(profileId, upload.id, issue);
  const { save, skip, isSaving } = useFixRow(upload.id, issue.row, onClose);
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
              title={issue.column ?? t('run.fix.whole-row', 'The whole row')}
            >
              {issue.message}
            </Notice>
            {isLoading && (
              <Typography textColor="neutral600">
                {t('run.fix.loading', 'Reading the row …')}
              </Typography>
            )}
            {!isLoading && !isEditable && (
              <Typography textColor="neutral800">
                {t(
                  'run.fix.not-editable',
                  'This row cannot be taken apart into cells, so none can be corrected here. Skip it, or correct the file and upload it again.'
                )}
              </Typography>
            )}
            {isEditable && (
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
          <Button variant="tertiary" onClick={onClose}>
            {t('run.fix.cancel', 'Cancel')}
          </Button>
          <Flex gap={2} wrap="wrap" justifyContent="flex-end">
            <Button variant="secondary" disabled={isSaving} onClick={() => void skip()}>
              {t('run.fix.skip', 'Skip this row')}
            </Button>
            {isEditable && (
              <Button type="submit" form={FORM_ID} loading={isSaving}>
                {t('run.fix.save', 'Save correction')}
              </Button>
            )}
          </Flex>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

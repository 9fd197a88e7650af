import { Button, Flex, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';

import type { UploadInfo } from '../../../../../shared/contracts/uploads';
import { useText } from '../../../hooks/useText';
import type { IssueView } from '../../../services/runs';
import { fixStateOf } from '../fixes/corrections';
import { skipWord } from '../fixes/skip-words';
import { UndoButton } from '../fixes/UndoButton';
import type { Corrections } from '../fixes/useCorrections';

/** An issue that a correction can solve. */
export type RowIssue = IssueView & { row: number };

interface IssueCorrectionProps {
  issue: RowIssue;
  upload: UploadInfo;
  corrections: Corrections;
  onFix: (issue: RowIssue) => void;
}

/** What was done about an issue, and what can be done. */
export const IssueCorrection = ({ issue, upload, corrections, onFix }: IssueCorrectionProps) => {
  const t = useText();
  const state = fixStateOf(corrections.fixes, issue.row);
  const isSkipped = state === 'keep' || state === 'no-record';
  return (
    <Flex direction="column" alignItems="flex-end" gap={1}>
      {state !== null && (
        <Typography variant="pi" fontWeight="bold" textColor="success700">
          {isSkipped ? skipWord(t, state) : t('run.issues.corrected', 'Corrected')}
        </Typography>
      )}
      {isSkipped ? (
        <UndoButton uploadId={upload.id} row={issue.row} />
      ) : (
        <Button
          size="S"
          variant="tertiary"
          startIcon={<Pencil />}
          aria-label={t('run.issues.fix-row', 'Fix row {row}', { row: String(issue.row) })}
          onClick={() => onFix(issue)}
        >
          {t('run.issues.fix', 'Fix')}
        </Button>
      )}
    </Flex>
  );
};

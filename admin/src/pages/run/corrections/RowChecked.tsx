import type { RowCheck } from '../../../../../shared/contracts/uploads';
import { Stack } from '../../../components/areas';
import { Notice } from '../../../components/feedback/Notice';
import { useCodeTexts } from '../../../hooks/useCodeTexts';
import { useText } from '../../../hooks/useText';

/** What is left to do about a row that was corrected. */
export const RowChecked = ({ check }: { check: RowCheck }) => {
  const t = useText();
  const texts = useCodeTexts();
  const { row } = check;
  const issues = check.issues.filter(({ severity }) => severity !== 'info');
  if (issues.length === 0) {
    return (
      <div role="status">
        <Notice
          isLarge
          variant="success"
          title={t('run.fix.checked', 'Row {row} is put right', { row: String(row) })}
        >
          {t('run.fix.checked.text', 'By itself it has no problem any more.')}
        </Notice>
      </div>
    );
  }
  return (
    <div role="status">
      <Notice
        isLarge
        variant="warning"
        title={t('run.fix.still', 'The correction is kept, but row {row} still has problems', {
          row: String(row),
        })}
      >
        <Stack gap={1}>
          {issues.map((issue, at) => (
            <span key={at}>{texts.message(issue)}</span>
          ))}
        </Stack>
      </Notice>
    </div>
  );
};

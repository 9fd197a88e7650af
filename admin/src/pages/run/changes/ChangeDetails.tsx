import { Button, Flex, Typography } from '@strapi/design-system';

import type { ChangeView } from '../../../../../shared/contracts/runs';
import { Difference } from '../../../components/changes/Difference';
import { DetailsRow } from '../../../components/table/expandable';
import { useText } from '../../../hooks/useText';
import { detailsId } from './ChangeRow';

interface ChangeDetailsProps {
  change: ChangeView;
  columns: number;
  onShowIssues: () => void;
}

/** A change's before and after; for one that failed, the way to the reasons. */
export const ChangeDetails = ({ change, columns, onShowIssues, ...props }: ChangeDetailsProps) => {
  const t = useText();
  return (
    <DetailsRow {...props} id={detailsId(change)} columns={columns}>
      {change.action === 'error' ? (
        <Flex gap={3} wrap="wrap">
          <Typography textColor="neutral800">
            {change.row === null
              ? t('run.changes.error', 'Nothing of this record is written. The issues say why.')
              : t(
                  'run.changes.error-row',
                  'Nothing of this record is written. The issues of row {row} say why.',
                  { row: String(change.row) }
                )}
          </Typography>
          <Button size="S" variant="tertiary" onClick={onShowIssues}>
            {t('run.changes.to-issues', 'Show the issues')}
          </Button>
        </Flex>
      ) : (
        <Difference difference={change.difference} />
      )}
    </DetailsRow>
  );
};

import { Badge, Flex, Td, Tr, Typography } from '@strapi/design-system';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { ChangeView } from '../../../../../shared/contracts/runs';
import { useAttributeWords } from '../../../components/changes/useAttributeWords';
import { ActionBadge } from '../../../components/ActionBadge';
import { ToggleCell } from '../../../components/table/expandable';
import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';

const SHOWN_FIELDS = 3;

/** The id of the row that shows a change's before and after. */
export const detailsId = ({ id }: ChangeView): string => `change-${id}-details`;

interface ChangeRowProps {
  run: RunDetail;
  change: ChangeView;
  isOpen: boolean;
  onToggle: () => void;
}

const isUnwritten = ({ kind, status }: RunDetail, { action, applied }: ChangeView): boolean =>
  kind === 'run' && status !== 'held' && action !== 'error' && !applied;

/** One change in a line. The remaining properties are the table's own, which numbers its rows. */
export const ChangeRow = ({ run, change, isOpen, onToggle, ...props }: ChangeRowProps) => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const { label, key, type, action, kind, row, difference } = change;
  const fields = Object.keys(difference).map(attributeWord);
  const shown = fields.slice(0, SHOWN_FIELDS).join(', ');
  const more = fields.length - SHOWN_FIELDS;

  return (
    <Tr {...props}>
      <ToggleCell
        label={
          isOpen
            ? t('run.changes.close', 'Hide the details of {name}', { name: label })
            : t('run.changes.open', 'Show the details of {name}', { name: label })
        }
        isOpen={isOpen}
        controls={detailsId(change)}
        onToggle={onToggle}
      />
      <Td maxWidth="28rem">
        <Typography tag="div" ellipsis fontWeight="semiBold" textColor="neutral800" title={label}>
          {label}
        </Typography>
      </Td>
      <Td>
        <Typography textColor="neutral800">{words.type(type, 1)}</Typography>
      </Td>
      <Td>
        <Flex gap={2}>
          <ActionBadge action={action} />
          {kind === 'returned' && (
            <Badge>{t('run.changes.returned', 'Returns under a new id')}</Badge>
          )}
          {isUnwritten(run, change) && (
            <Typography variant="pi" textColor="neutral600">
              {t('run.changes.unwritten', 'not written')}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td maxWidth="32rem">
        <Typography tag="div" ellipsis textColor="neutral600">
          {more > 0
            ? t('run.changes.more-fields', '{fields} and {count, number} more', {
                fields: shown,
                count: more,
              })
            : shown || '–'}
        </Typography>
      </Td>
      <Td maxWidth="22rem">
        <Typography tag="div" ellipsis textColor="neutral600" title={key}>
          {key}
        </Typography>
      </Td>
      <Td>
        <Typography textColor="neutral600">{row ?? '–'}</Typography>
      </Td>
    </Tr>
  );
};

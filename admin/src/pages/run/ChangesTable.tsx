import { Badge, Button, Flex, Td, Tr, Typography } from '@strapi/design-system';

import type { RunDetail } from '../../../../shared/contracts/reports';
import type { ChangeKind, ChangeView, ListedChange } from '../../../../shared/contracts/runs';
import { ActionBadge } from '../../components/badges';
import { Difference } from '../../components/changes/Difference';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { DataTable } from '../../components/table/DataTable';
import { DetailsRow, ToggleCell, useExpandableRows } from '../../components/table/expandable';
import { Muted } from '../../components/text';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { RecordLink } from './RecordLink';

const SHOWN_FIELDS = 3;

/** The id of the row that shows a change's before and after. */
const detailsId = ({ id }: ChangeView): string => `change-${id}-details`;

interface ChangeRowProps {
  run: RunDetail;
  change: ListedChange;
  isOpen: boolean;
  onToggle: () => void;
}

const KINDS = textTable<{ kind: Record<ChangeKind, string> }>('run.changes', {
  kind: {
    returned: 'Returns under a new id',
    renamed: 'Same person, another key',
    'perhaps-renamed': 'Probably the same person',
    'somebody-new': 'Somebody new',
  },
});

const isUnwritten = ({ kind, status }: RunDetail, { action, applied }: ChangeView): boolean =>
  kind === 'run' && status !== 'held' && action !== 'error' && !applied;

/** One change in a line. The remaining properties are the table's own, which numbers its rows. */
const ChangeRow = ({ run, change, isOpen, onToggle, ...props }: ChangeRowProps) => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const { kind: kinds } = useTextTable(KINDS);
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
        <Typography tag="div" ellipsis title={label}>
          <RecordLink change={change} />
        </Typography>
      </Td>
      <Td>
        <Typography textColor="neutral800">{words.type(type, 1)}</Typography>
      </Td>
      <Td>
        <Flex gap={2}>
          <ActionBadge action={action} />
          {kind !== null && <Badge>{kinds[kind]}</Badge>}
          {isUnwritten(run, change) && <Muted>{t('run.changes.unwritten', 'not written')}</Muted>}
        </Flex>
      </Td>
      <Td maxWidth="36rem">
        <Typography tag="div" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
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

interface ChangeDetailsProps {
  change: ChangeView;
  columns: number;
  onShowIssues: () => void;
}

/** A change's before and after; for one that failed, the way to the reasons. */
const ChangeDetails = ({ change, columns, onShowIssues, ...props }: ChangeDetailsProps) => {
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

interface ChangesTableProps {
  run: RunDetail;
  changes: ListedChange[];
  onShowIssues: () => void;
}

/** One page of changes; each opens to its before and after. */
export const ChangesTable = ({ run, changes, onShowIssues }: ChangesTableProps) => {
  const t = useText();
  const columns = [
    { name: t('run.changes.details', 'Details'), isHidden: true },
    { name: t('run.changes.name', 'Name') },
    { name: t('run.changes.type', 'Type') },
    { name: t('run.changes.action', 'Action') },
    { name: t('run.changes.fields', 'Changed fields') },
    { name: t('run.changes.key', 'Key') },
    { name: t('run.changes.row', 'Row') },
  ];
  const rows = useExpandableRows(changes, {
    row: (change, toggle) => <ChangeRow key={change.id} run={run} change={change} {...toggle} />,
    details: (change) => (
      <ChangeDetails
        key={`${change.id} details`}
        change={change}
        columns={columns.length}
        onShowIssues={onShowIssues}
      />
    ),
  });
  return <DataTable columns={columns}>{rows}</DataTable>;
};

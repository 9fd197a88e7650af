import { Table, Tbody, Th, Thead, Tr, VisuallyHidden } from '@strapi/design-system';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { ChangeView } from '../../../../../shared/contracts/runs';
import { Heading } from '../../../components/table/cells';
import { useOpenRows } from '../../../components/table/expandable';
import { useText } from '../../../hooks/useText';
import { ChangeDetails } from './ChangeDetails';
import { ChangeRow } from './ChangeRow';

const COLUMNS = 7;

interface ChangesTableProps {
  run: RunDetail;
  changes: ChangeView[];
  onShowIssues: () => void;
}

/** One page of changes; each opens to its before and after. */
export const ChangesTable = ({ run, changes, onShowIssues }: ChangesTableProps) => {
  const t = useText();
  const rowsOpen = useOpenRows();

  const headings = [
    t('run.changes.name', 'Name'),
    t('run.changes.type', 'Type'),
    t('run.changes.action', 'Action'),
    t('run.changes.fields', 'Changed fields'),
    t('run.changes.key', 'Key'),
    t('run.changes.row', 'Row'),
  ];

  // A table of the design system numbers its rows, so each must be a child of its own.
  const rows = changes.flatMap((change) => {
    const isOpen = rowsOpen.isOpen(change.id);
    const row = (
      <ChangeRow
        key={change.id}
        run={run}
        change={change}
        isOpen={isOpen}
        onToggle={() => rowsOpen.toggle(change.id)}
      />
    );
    const details = (
      <ChangeDetails
        key={`${change.id} details`}
        change={change}
        columns={COLUMNS}
        onShowIssues={onShowIssues}
      />
    );
    return isOpen ? [row, details] : [row];
  });

  return (
    <Table colCount={COLUMNS} rowCount={rows.length + 1}>
      <Thead>
        <Tr>
          <Th>
            <VisuallyHidden>{t('run.changes.details', 'Details')}</VisuallyHidden>
          </Th>
          {headings.map((heading) => (
            <Heading key={heading}>{heading}</Heading>
          ))}
        </Tr>
      </Thead>
      <Tbody>{rows}</Tbody>
    </Table>
  );
};

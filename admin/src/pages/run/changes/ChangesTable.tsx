import * as React from 'react';

import { Table, Tbody, Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { ChangeView } from '../../../../../shared/contracts/runs';
import { useText } from '../../../hooks/useText';
import { ChangeDetails } from './ChangeDetails';
import { ChangeRow } from './ChangeRow';

const COLUMNS = 7;

interface ChangesTableProps {
  run: RunDetail;
  changes: ChangeView[];
}

/** One page of changes; each opens to its before and after. */
export const ChangesTable = ({ run, changes }: ChangesTableProps) => {
  const t = useText();
  const [open, setOpen] = React.useState<readonly number[]>([]);

  const toggle = (id: number) =>
    setOpen((ids) => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]));

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
    const isOpen = open.includes(change.id);
    const row = (
      <ChangeRow
        key={change.id}
        run={run}
        change={change}
        isOpen={isOpen}
        onToggle={() => toggle(change.id)}
      />
    );
    const details = (
      <ChangeDetails key={`${change.id} details`} change={change} columns={COLUMNS} />
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
            <Th key={heading}>
              <Typography variant="sigma" textColor="neutral600">
                {heading}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>{rows}</Tbody>
    </Table>
  );
};

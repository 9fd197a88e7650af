import { Table, Tbody, Th, Thead, Tr, VisuallyHidden } from '@strapi/design-system';

import type { HistoryEntry } from '../../../../shared/contracts/reports';
import { Heading } from '../../components/table/cells';
import { useOpenRows } from '../../components/table/expandable';
import { useText } from '../../hooks/useText';
import { EntryDetails, EntryRow } from './EntryRow';

const COLUMNS = 6;

/** A page of what happened to the records that a search found; each opens to its before and after. */
export const PeopleTable = ({ entries }: { entries: HistoryEntry[] }) => {
  const t = useText();
  const rowsOpen = useOpenRows();

  // A table of the design system numbers its rows, so each must be a child of its own.
  const rows = entries.flatMap((entry) => {
    const { id } = entry;
    const isOpen = rowsOpen.isOpen(id);
    const row = (
      <EntryRow key={id} entry={entry} isOpen={isOpen} onToggle={() => rowsOpen.toggle(id)} />
    );
    const details = <EntryDetails key={`${id} details`} entry={entry} columns={COLUMNS} />;
    return isOpen ? [row, details] : [row];
  });

  return (
    <Table colCount={COLUMNS} rowCount={rows.length + 1}>
      <Thead>
        <Tr>
          <Th>
            <VisuallyHidden>{t('history.column.details', 'Details')}</VisuallyHidden>
          </Th>
          <Heading>{t('history.column.run', 'Run')}</Heading>
          <Heading>{t('history.column.profile', 'Profile')}</Heading>
          <Heading>{t('history.column.action', 'Action')}</Heading>
          <Heading>{t('history.column.record', 'Record')}</Heading>
          <Heading>{t('history.column.key', 'Key')}</Heading>
        </Tr>
      </Thead>
      <Tbody>{rows}</Tbody>
    </Table>
  );
};

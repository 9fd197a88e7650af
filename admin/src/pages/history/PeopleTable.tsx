import { Badge, Flex, Td, Tr, Typography } from '@strapi/design-system';

import type { HistoryEntry } from '../../../../shared/contracts/reports';
import { ActionBadge } from '../../components/badges';
import { Difference } from '../../components/changes/Difference';
import { LineCell } from '../../components/table/cells';
import { DataTable } from '../../components/table/DataTable';
import { Muted } from '../../components/text';
import { DetailsRow, ToggleCell, useExpandableRows } from '../../components/table/expandable';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { RunLink } from './parts';

const detailsId = ({ id }: HistoryEntry): string => `history-${id}-details`;

/** Tells test runs from real ones, and says of what only a plan had that it was not done. */
const WhatOfIt = ({ entry: { run, applied, action } }: { entry: HistoryEntry }) => {
  const t = useText();
  const words = useRunWords();
  const isWritten = applied || (action === 'error' && run.kind === 'run');
  return (
    <Flex gap={2} wrap="wrap">
      <Badge>{words.kind(run.kind)}</Badge>
      {!isWritten && <Muted>{t('history.people.not-written', 'Planned, not written')}</Muted>}
    </Flex>
  );
};

interface EntryRowProps {
  entry: HistoryEntry;
  isOpen: boolean;
  onToggle: () => void;
}

/** What a run did to a record, in a line. The remaining properties are the table's own. */
const EntryRow = ({ entry, isOpen, onToggle, ...props }: EntryRowProps) => {
  const t = useText();
  const words = useRunWords();
  const { run, type, action, key, label } = entry;

  return (
    <Tr {...props}>
      <ToggleCell
        label={
          isOpen
            ? t('history.people.hide', 'Hide what changed about {name}', { name: label })
            : t('history.people.show', 'Show what changed about {name}', { name: label })
        }
        isOpen={isOpen}
        controls={detailsId(entry)}
        onToggle={onToggle}
      />
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <RunLink run={run} />
          <WhatOfIt entry={entry} />
        </Flex>
      </Td>
      <LineCell maxWidth="24rem">{run.profile}</LineCell>
      <Td>
        <ActionBadge action={action} />
      </Td>
      <Td maxWidth="28rem">
        <Typography tag="div" ellipsis fontWeight="semiBold" title={label}>
          {label}
        </Typography>
        <Muted>{words.type(type, 1)}</Muted>
      </Td>
      <LineCell maxWidth="28rem" textColor="neutral600">
        {key}
      </LineCell>
    </Tr>
  );
};

interface EntryDetailsProps {
  entry: HistoryEntry;
  columns: number;
}

/** The record before and after. The remaining properties are the table's own. */
const EntryDetails = ({ entry, columns, ...props }: EntryDetailsProps) => {
  const t = useText();
  return (
    <DetailsRow {...props} id={detailsId(entry)} columns={columns}>
      {entry.action === 'error' ? (
        <Typography>
          {t(
            'history.people.error',
            'Nothing of this record was written. The issues of the run say why.'
          )}
        </Typography>
      ) : (
        <Difference difference={entry.difference} />
      )}
    </DetailsRow>
  );
};

/** A page of what happened to the records that a search found; each opens to its before and after. */
export const PeopleTable = ({ entries }: { entries: HistoryEntry[] }) => {
  const t = useText();
  const columns = [
    { name: t('run.changes.details', 'Details'), isHidden: true },
    { name: t('history.column.run', 'Run') },
    { name: t('history.column.profile', 'Profile') },
    { name: t('run.changes.action', 'Action') },
    { name: t('history.column.record', 'Record') },
    { name: t('run.changes.key', 'Key') },
  ];
  const rows = useExpandableRows(entries, {
    row: (entry, toggle) => <EntryRow key={entry.id} entry={entry} {...toggle} />,
    details: (entry) => (
      <EntryDetails key={`${entry.id} details`} entry={entry} columns={columns.length} />
    ),
  });
  return <DataTable columns={columns}>{rows}</DataTable>;
};

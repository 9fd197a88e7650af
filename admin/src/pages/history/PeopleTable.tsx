import {
  Badge,
  Flex,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';

import type { HistoryEntry } from '../../../../shared/contracts/reports';
import { ActionBadge } from '../../components/badges';
import { Difference } from '../../components/changes/Difference';
import { Heading, LineCell } from '../../components/table/cells';
import { Muted } from '../../components/text';
import { DetailsRow, ToggleCell, useExpanded } from '../../components/table/expandable';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { RunLink } from './parts';

const COLUMNS = 6;

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
  const expanded = useExpanded();

  // A table of the design system numbers its rows, so each must be a child of its own.
  const rows = entries.flatMap((entry) => {
    const { id } = entry;
    const isOpen = expanded.isOpen(id);
    const row = (
      <EntryRow key={id} entry={entry} isOpen={isOpen} onToggle={() => expanded.toggle(id)} />
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

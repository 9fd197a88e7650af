import * as React from 'react';

import { Box, Button, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { RecordType } from '../../../../shared/records';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import type { FieldId } from './assignment';
import { Section } from '../Section';
import { FieldRow, type FieldRowData } from './FieldRow';

const Table = styled.table`
  width: 100%;
  min-width: 60rem;
  table-layout: fixed;
  border-collapse: collapse;

  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    text-align: start;
    vertical-align: top;
  }

  thead th {
    background: ${({ theme }) => theme.colors.neutral100};
  }

  tr:last-child > * {
    border-bottom: 0;
  }
`;

const WIDTHS = ['40%', '32%', '28%'];

interface FieldGroupProps {
  type: RecordType;
  rows: FieldRowData[];
  columns: string[];
  samplesOf: (column: string) => string[];
  onChoose: (field: FieldId, column: string) => void;
}

const useGroupDescriptions = (): Record<RecordType, string> => {
  const t = useText();
  return {
    user: t('form.group.user', 'The people themselves: one for each row.'),
    phonebookEntry: t(
      'form.group.entry',
      'What others find the person by. It is made when a column fills one of its fields.'
    ),
    phone: t(
      'form.group.phone',
      'The desk phone of the person, where the row has one. Without a column for the MAC address, leave these empty.'
    ),
  };
};

/** The fields of one type of record with the columns that fill them. */
export const FieldGroup = ({ type, rows, columns, samplesOf, onChoose }: FieldGroupProps) => {
  const t = useText();
  const words = useRunWords();
  const descriptions = useGroupDescriptions();
  const [showsAll, setShowsAll] = React.useState(false);
  const shown = rows.filter(({ field, isTouched }) => showsAll || field.isUsual || isTouched);
  const hidden = rows.length - shown.length;
  const heads = [
    t('form.fields.field', 'Field'),
    t('form.fields.column', 'Column'),
    t('form.fields.samples', 'Values of the first rows'),
  ];
  return (
    <Section title={words.type(type)} description={descriptions[type]}>
      <Box borderColor="neutral200" hasRadius overflow="auto">
        <Table>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th key={head} scope="col" style={{ width: WIDTHS[index] }}>
                  <Typography variant="sigma" textColor="neutral600">
                    {head}
                  </Typography>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <FieldRow
                key={row.field.id}
                row={row}
                columns={columns}
                samples={row.assigned ? samplesOf(row.assigned.column) : []}
                onChoose={(column) => onChoose(row.field.id, column)}
              />
            ))}
          </tbody>
        </Table>
      </Box>
      {(hidden > 0 || showsAll) && (
        <Box>
          <Button
            size="S"
            variant="tertiary"
            aria-expanded={showsAll}
            onClick={() => setShowsAll(!showsAll)}
          >
            {showsAll
              ? t('form.fields.less', 'Show only the usual fields')
              : t(
                  'form.fields.more',
                  'Show {count, plural, one {# more field} other {# more fields}}',
                  { count: hidden }
                )}
          </Button>
        </Box>
      )}
    </Section>
  );
};

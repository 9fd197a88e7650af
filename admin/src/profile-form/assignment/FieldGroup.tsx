import * as React from 'react';

import { Box, Button } from '@strapi/design-system';

import type { RecordType } from '../../../../shared/records';
import { PlainTable } from '../../components/table/PlainTable';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import type { FieldId } from './assignment';
import { Section } from '../Section';
import { FieldRow, type FieldRowData } from './FieldRow';

interface FieldGroupProps {
  type: RecordType;
  rows: FieldRowData[];
  columns: string[];
  samplesOf: (column: string) => string[];
  onChoose: (field: FieldId, column: string) => void;
}

const DESCRIPTIONS = textTable<Record<RecordType, string>>('form.group', {
  user: 'The people themselves: one for each row.',
  phonebookEntry:
    'What others find the person by. It is made when a column fills one of its fields.',
  phone:
    'The desk phone of the person, where the row has one. Without a column for the MAC address, leave these empty.',
});

/** The fields of one type of record with the columns that fill them. */
export const FieldGroup = ({ type, rows, columns, samplesOf, onChoose }: FieldGroupProps) => {
  const t = useText();
  const words = useRunWords();
  const descriptions = useTextTable(DESCRIPTIONS);
  const [showsAll, setShowsAll] = React.useState(false);
  const shown = rows.filter(({ field, isTouched }) => showsAll || field.isUsual || isTouched);
  const hidden = rows.length - shown.length;
  const columnsShown = [
    { name: t('form.fields.field', 'Field'), width: '40%' },
    { name: t('form.fields.column', 'Column'), width: '32%' },
    { name: t('form.fields.samples', 'Values of the first rows'), width: '28%' },
  ];
  return (
    <Section title={words.type(type)} description={descriptions[type]}>
      <PlainTable columns={columnsShown} minWidth="60rem">
        {shown.map((row) => (
          <FieldRow
            key={row.field.id}
            row={row}
            columns={columns}
            samples={row.assigned ? samplesOf(row.assigned.column) : []}
            onChoose={(column) => onChoose(row.field.id, column)}
          />
        ))}
      </PlainTable>
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

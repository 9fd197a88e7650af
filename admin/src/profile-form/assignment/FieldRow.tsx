import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { MatchedColumn } from '../../../../shared/contracts/runs';
import type { FieldValue } from '../../../../shared/profile/fields';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { Muted } from '../../components/text';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useFieldExplanations } from '../mapping/useFieldExplanations';
import { type PlacedRecord, samplesAt, withFieldValue } from './assignment';
import { Conversions } from './Conversions';
import { useFieldTable } from './table-context';
import type { TargetField } from './targets';
import { useFieldWords } from './useFieldWords';
import { ValueSource } from './ValueSource';

/** A name or value of the source, in a list, just as it is written. */
export const Chip = styled(Typography).attrs({
  tag: 'li',
  variant: 'pi',
  textColor: 'neutral700',
  background: 'neutral100',
  ellipsis: true,
})`
  max-width: 100%;
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  border-radius: ${({ theme }) => theme.borderRadius};
`;

/** Side by side where there is room, one below the other on a phone. */
export const Line = styled(Box)`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[4]}`};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};

  & + & {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: minmax(0, 3fr) minmax(0, 4fr) minmax(0, 3fr);
  }
`;

const REASONS = textTable<Record<MatchedColumn['reason'], string>>('form.reason', {
  name: 'Matched: same name',
  synonym: 'Matched: known other name',
  preset: 'Matched: known of this export',
});

interface FieldRowProps {
  record: PlacedRecord;
  /** Names the record, where there are several of its type. */
  called: string;
  field: TargetField;
}

const FieldName = ({ record: { type }, field: { attribute, unique } }: FieldRowProps) => {
  const t = useText();
  const { key } = useFieldTable();
  const attributeWord = useAttributeWords();
  const explanationOf = useFieldExplanations();
  const isKey = type === 'user' && [key].flat().includes(attribute);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={2} wrap="wrap">
        <Typography tag="h5" variant="omega" fontWeight="bold" textColor="neutral800">
          {attributeWord(attribute)}
        </Typography>
        {isKey && (
          <Badge size="S" backgroundColor="primary100" textColor="primary700">
            {t('form.fields.key', 'Key')}
          </Badge>
        )}
        {unique && !isKey && (
          <Badge size="S" backgroundColor="neutral150" textColor="neutral700">
            {t('form.fields.unique', 'Unique')}
          </Badge>
        )}
      </Flex>
      <Muted>
        {explanationOf(type, attribute)}
        {isKey && ` ${t('form.fields.recognised', 'People are recognised by it from run to run.')}`}
      </Muted>
    </Flex>
  );
};

/** What the first rows get, after what is done with the values. */
const Samples = ({ record, field: { attribute } }: FieldRowProps) => {
  const t = useText();
  const { rows, placeOf } = useFieldTable();
  const { shown } = useFieldWords();
  const place = placeOf(record);
  if (rows.length === 0 || place === null || !record.values[attribute]) return null;
  const samples = samplesAt(rows, place, attribute).map((value) => shown(attribute, value));
  if (samples.length === 0) {
    return <Muted>{t('form.fields.no-samples', 'Empty in the first rows')}</Muted>;
  }
  return (
    <Flex
      tag="ul"
      gap={2}
      wrap="wrap"
      style={{ alignSelf: 'start' }}
      aria-label={t('form.fields.samples', 'Values of the first rows')}
    >
      {samples.map((sample) => (
        <Chip key={sample} title={sample}>
          {sample}
        </Chip>
      ))}
    </Flex>
  );
};

/** Why a column was taken for a field; undefined where automatic matching takes another one. */
const useReason = ({ record, field }: FieldRowProps): string | undefined => {
  const { proposal } = useFieldTable();
  const reasons = useTextTable(REASONS);
  const column = record.values[field.attribute]?.column;
  const matched = proposal.matched.find(
    (one) => one.type === record.type && one.attribute === field.attribute && one.column === column
  );
  return matched && reasons[matched.reason];
};

/** One field: what it is, what fills it and how, and what comes out. */
export const FieldRow = (props: FieldRowProps) => {
  const { record, called, field } = props;
  const { fields, change } = useFieldTable();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const reason = useReason(props);
  const value = record.values[field.attribute];
  const type = called || words.type(record.type, 1);
  const input = {
    path: `fields.${record.index}.values.${field.attribute}`,
    type: record.type,
    field,
    label: `${attributeWord(field.attribute)} (${type})`,
    onChange: (next: FieldValue | undefined) =>
      change(withFieldValue(fields, record, field.attribute, next)),
  };
  const isConverted = value !== undefined && value.text === undefined && value.user === undefined;
  return (
    <Line tag="li">
      <FieldName {...props} />
      <Flex direction="column" alignItems="stretch" gap={2} minWidth={0}>
        <ValueSource {...input} value={value} />
        {reason !== undefined && <Muted>{reason}</Muted>}
        {isConverted && <Conversions {...input} value={value} />}
      </Flex>
      <Samples {...props} />
    </Line>
  );
};

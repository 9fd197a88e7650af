import { Badge, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useFieldExplanations } from '../mapping/useFieldExplanations';
import type { Assigned } from './assignment';
import { isUnique, type TargetField } from './assignment';

/** A name or value of the file, in a list, just as it is written. */
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

export interface FieldRowData {
  field: TargetField;
  assigned: Assigned | undefined;
  /** Whether people are recognised by it. */
  isKey: boolean;
  /** Whether it is or was filled: shown among the usual fields. */
  isTouched: boolean;
}

interface FieldRowProps {
  row: FieldRowData;
  columns: string[];
  samples: string[];
  onChoose: (column: string) => void;
}

const NONE = 'none';
/** A column may be called like anything, `none` included. */
const valueOf = (column: string): string => `column:${column}`;

const REASONS = textTable<Record<Assigned['reason'], string>>('form.reason', {
  name: 'Matched: same name',
  synonym: 'Matched: known other name',
  chosen: 'Chosen by you',
});

const FieldName = ({ row: { field, isKey } }: Pick<FieldRowProps, 'row'>) => {
  const t = useText();
  const attributeWord = useAttributeWords();
  const explanationOf = useFieldExplanations();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={2} wrap="wrap">
        <Typography fontWeight="bold" textColor="neutral800">
          {attributeWord(field.attribute)}
        </Typography>
        {isKey && (
          <Badge size="S" backgroundColor="primary100" textColor="primary700">
            {t('form.fields.key', 'Key')}
          </Badge>
        )}
        {isUnique(field) && !isKey && (
          <Badge size="S" backgroundColor="neutral150" textColor="neutral700">
            {t('form.fields.unique', 'Unique')}
          </Badge>
        )}
      </Flex>
      <Typography variant="pi" textColor="neutral600" fontWeight="regular">
        {explanationOf(field.type, field.attribute)}
        {isKey && ` ${t('form.fields.recognised', 'People are recognised by it from run to run.')}`}
      </Typography>
    </Flex>
  );
};

/** One target field: what it is, the column that fills it and why, and what is in that column. */
export const FieldRow = ({ row, columns, samples, onChoose }: FieldRowProps) => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const reasons = useTextTable(REASONS);
  const { field, assigned } = row;
  return (
    <tr>
      <th scope="row">
        <FieldName row={row} />
      </th>
      <td>
        <Flex direction="column" alignItems="stretch" gap={1}>
          <SingleSelect
            size="S"
            aria-label={t('form.fields.column-for', 'Column for {field} ({type})', {
              field: attributeWord(field.attribute),
              type: words.type(field.type, 1),
            })}
            value={assigned ? valueOf(assigned.column) : NONE}
            onChange={(value) =>
              onChoose(columns.find((column) => valueOf(column) === value) ?? '')
            }
          >
            <SingleSelectOption value={NONE}>
              {t('form.fields.none', 'Not filled')}
            </SingleSelectOption>
            {columns.map((column) => (
              <SingleSelectOption key={column} value={valueOf(column)}>
                {column}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          {assigned && (
            <Typography variant="pi" textColor="neutral600">
              {reasons[assigned.reason]}
            </Typography>
          )}
        </Flex>
      </td>
      <td>
        <Flex tag="ul" gap={2} wrap="wrap">
          {samples.map((sample) => (
            <Chip key={sample} title={sample}>
              {sample}
            </Chip>
          ))}
        </Flex>
        {assigned && samples.length === 0 && (
          <Typography variant="pi" textColor="neutral600">
            {t('form.fields.no-samples', 'Empty in the first rows')}
          </Typography>
        )}
      </td>
    </tr>
  );
};

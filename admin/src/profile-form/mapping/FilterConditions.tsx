import * as React from 'react';

import { Box, Button, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import {
  FILTER_TESTS,
  type FilterCondition,
  type FilterRows,
  type FilterTest,
  filterText,
} from '../../../../shared/filter';

import { useText } from '../../hooks/useText';
import { RemoveButton } from '../edited-list';
import { ChoiceField } from '../fields/ChoiceField';
import { readLines } from '../fields/lists';
import { Row } from '../fields/Row';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import { useFilterWords } from './useFilterWords';

const needsValue = (test: FilterTest): boolean => test !== 'isEmpty' && test !== 'isNotEmpty';
const isOfNumbers = (test: FilterTest): boolean => test === 'isAtLeast' || test === 'isAtMost';
const isTurnedRound = (test: FilterTest): boolean => test === 'isNot' || test.startsWith('doesNot');

interface ConditionFieldsProps {
  condition: FilterCondition;
  columns: string[];
  onChange: (condition: FilterCondition) => void;
}

const ConditionFields = ({ condition, columns, onChange }: ConditionFieldsProps) => {
  const t = useText();
  const { tests } = useFilterWords();
  const [text, setText] = React.useState(condition.values.join('\n'));
  const hint = isTurnedRound(condition.test)
    ? t('form.filter.values.none', 'Several, one on each line: none of them may apply.')
    : t('form.filter.values.hint', 'Several on a line each: any of them will do.');
  const known = [...new Set([condition.column, ...columns])];
  return (
    <Row widths={4}>
      <ChoiceField
        path="preFilter.column"
        label={t('form.filter.column', 'Column')}
        choices={known.map((column) => ({ value: column, label: column }))}
        value={condition.column}
        onChange={(column) => onChange({ ...condition, column })}
      />
      <ChoiceField
        path="preFilter.test"
        label={t('form.filter.condition', 'Condition')}
        choices={FILTER_TESTS.map((test) => ({ value: test, label: tests[test] }))}
        value={condition.test}
        onChange={(test) => {
          const values = condition.values.length > 0 ? condition.values : [''];
          onChange({ ...condition, test, values: needsValue(test) ? values : [] });
        }}
      />
      {needsValue(condition.test) && (
        <TextField
          path="preFilter.values"
          label={t('form.filter.values', 'Value')}
          hint={isOfNumbers(condition.test) ? undefined : hint}
          lines={isOfNumbers(condition.test) ? 1 : 2}
          isNumeric={isOfNumbers(condition.test)}
          value={text}
          onChange={(next) => {
            const values = readLines(next);
            setText(next);
            onChange({ ...condition, values: values.length > 0 ? values : [''] });
          }}
        />
      )}
    </Row>
  );
};

const MATCHES = ['all', 'any'] as const;

interface FilterConditionsProps {
  rows: FilterRows;
  columns: string[];
}

/** Which rows are taken, as conditions below each other. */
export const FilterConditions = ({ rows, columns }: FilterConditionsProps) => {
  const t = useText();
  const { set, isReadOnly } = useProfileForm();
  const { matches } = useFilterWords();
  const [removals, setRemovals] = React.useState(0);
  const { match, conditions } = rows;
  const change = (next: Partial<FilterRows>) => set('preFilter', filterText({ ...rows, ...next }));
  const column = columns[0] ?? conditions[0]?.column;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {conditions.length > 1 && (
        <ChoiceField
          path="preFilter.match"
          label={t('form.filter.match', 'A row is taken where')}
          choices={MATCHES.map((value) => ({ value, label: matches[value] }))}
          value={match}
          onChange={(chosen) => change({ match: chosen })}
        />
      )}
      {conditions.map((condition, place) => (
        <Flex
          key={`${removals}-${place}`}
          gap={2}
          alignItems="flex-start"
          role="group"
          aria-label={t('form.filter.nth', 'Condition {number}', { number: place + 1 })}
        >
          <Box flex="1" minWidth={0}>
            <ConditionFields
              condition={condition}
              columns={columns}
              onChange={(next) => change({ conditions: conditions.with(place, next) })}
            />
          </Box>
          {!isReadOnly && (
            <RemoveButton
              label={t('form.filter.remove', 'Remove condition {number}', { number: place + 1 })}
              question=""
              isFilled={false}
              onRemove={() => {
                setRemovals(removals + 1);
                change({ conditions: conditions.toSpliced(place, 1) });
              }}
            />
          )}
        </Flex>
      ))}
      {!isReadOnly && column !== undefined && (
        <Flex>
          <Button
            size="S"
            variant="secondary"
            startIcon={<Plus />}
            onClick={() =>
              change({ conditions: [...conditions, { column, test: 'isNotEmpty', values: [] }] })
            }
          >
            {t('form.filter.add', 'Add a condition')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};

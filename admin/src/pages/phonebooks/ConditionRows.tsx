import {
  Button,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import {
  CONDITION_ATTRIBUTES,
  CONDITION_TESTS,
  type ConditionAttribute,
  type ConditionTest,
  needsValue,
  type PhonebookCondition,
} from '../../../../shared/contracts/remote-phonebooks';
import { Stack } from '../../components/areas';
import { Muted } from '../../components/text';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { useText, useTextTable } from '../../hooks/useText';
import { EMPTY_CONDITION } from './draft';
import { TESTS } from './texts';

interface ConditionRowProps {
  condition: PhonebookCondition;
  onChange: (condition: PhonebookCondition) => void;
}

const ConditionRow = ({ condition, onChange }: ConditionRowProps) => {
  const t = useText();
  const tests = useTextTable(TESTS);
  const label = useAttributeWords();
  return (
    <>
      <Field.Root flex="1" minWidth="12rem">
        <SingleSelect
          aria-label={t('phonebooks.condition.field', 'Field')}
          value={condition.attribute}
          onChange={(attribute: string | number) =>
            onChange({ ...condition, attribute: attribute as ConditionAttribute })
          }
        >
          {CONDITION_ATTRIBUTES.map((name) => (
            <SingleSelectOption key={name} value={name}>
              {label(name)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Field.Root flex="1" minWidth="12rem">
        <SingleSelect
          aria-label={t('phonebooks.condition.test', 'Condition')}
          value={condition.test}
          onChange={(chosen: string | number) => {
            const test = chosen as ConditionTest;
            onChange({ ...condition, test, value: needsValue(test) ? condition.value : '' });
          }}
        >
          {CONDITION_TESTS.map((name) => (
            <SingleSelectOption key={name} value={name}>
              {tests[name]}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {needsValue(condition.test) && (
        <Field.Root flex="1" minWidth="12rem">
          <TextInput
            aria-label={t('phonebooks.condition.value', 'Value')}
            value={condition.value}
            onChange={({ target }: React.ChangeEvent<HTMLInputElement>) =>
              onChange({ ...condition, value: target.value })
            }
          />
        </Field.Root>
      )}
    </>
  );
};

interface ConditionRowsProps {
  conditions: PhonebookCondition[];
  onChange: (conditions: PhonebookCondition[]) => void;
}

/** Which entries are in a phonebook, as conditions below each other. */
export const ConditionRows = ({ conditions, onChange }: ConditionRowsProps) => {
  const t = useText();
  const legend = t('phonebooks.conditions', 'Only entries of which all of this holds');
  return (
    <Stack gap={2} role="group" aria-label={legend}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800">
        {legend}
      </Typography>
      {conditions.length === 0 && (
        <Muted>{t('phonebooks.conditions.none', 'No condition: whatever is in an entry.')}</Muted>
      )}
      {conditions.map((condition, place) => (
        <Flex key={place} gap={2} alignItems="flex-start" wrap="wrap">
          <ConditionRow
            condition={condition}
            onChange={(next) => onChange(conditions.with(place, next))}
          />
          <IconButton
            label={t('phonebooks.condition.remove', 'Remove condition {number}', {
              number: place + 1,
            })}
            onClick={() => onChange(conditions.toSpliced(place, 1))}
          >
            <Trash />
          </IconButton>
        </Flex>
      ))}
      <Flex>
        <Button
          size="S"
          variant="secondary"
          startIcon={<Plus />}
          onClick={() => onChange([...conditions, EMPTY_CONDITION])}
        >
          {t('phonebooks.condition.add', 'Add a condition')}
        </Button>
      </Flex>
    </Stack>
  );
};

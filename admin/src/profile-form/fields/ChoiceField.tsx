import { SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { type FieldProps, useField } from '../form-context';
import { LabelledField } from './LabelledField';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface ChoiceFieldProps<Value extends string> extends FieldProps<Value> {
  choices: readonly Choice<Value>[];
}

/** One of a few values. */
export const ChoiceField = <Value extends string>({
  choices,
  ...field
}: ChoiceFieldProps<Value>) => {
  const { value, change, isDisabled } = useField<Value>(field);
  // The select takes an empty value for none, though it is one where a file has no quotes.
  const place = choices.findIndex((choice) => choice.value === value);
  return (
    <LabelledField {...field}>
      <SingleSelect
        value={String(place)}
        disabled={isDisabled}
        onChange={(chosen: string | number) => {
          const choice = choices[Number(chosen)];
          if (choice) change(choice.value);
        }}
      >
        {choices.map((choice, index) => (
          <SingleSelectOption key={choice.value} value={String(index)}>
            {choice.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </LabelledField>
  );
};

import { SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { type FieldProps, useField } from '../form-context';
import { useSettingTexts } from '../settings';
import { LabelledField } from './LabelledField';

export interface Choice<Value extends string | string[]> {
  value: Value;
  label: string;
}

interface ChoiceFieldProps<Value extends string | string[]> extends FieldProps<Value> {
  /** In the place of the values that the setting is known to have. */
  choices?: Choice<Value>[];
}

/** A choice of one, in a list. */
export const ChoiceField = <Value extends string | string[]>({
  choices: given,
  ...field
}: ChoiceFieldProps<Value>) => {
  const { value, change, isDisabled } = useField<Value>(field);
  const known = Object.entries(useSettingTexts()(field.path).choices ?? {});
  const choices = given ?? known.map(([name, label]) => ({ value: name as Value, label }));
  // The select takes an empty value for none, though it is one where a file has no quotes.
  const place = choices.findIndex((choice) => String(choice.value) === String(value));
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
          <SingleSelectOption key={String(choice.value)} value={String(index)}>
            {choice.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </LabelledField>
  );
};

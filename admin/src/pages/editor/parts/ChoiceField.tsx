import * as React from 'react';

import { SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useEditor } from '../editor-context';
import { ProfileField } from './ProfileField';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface ChoiceFieldProps<Value extends string> {
  path: string;
  label: string;
  hint?: React.ReactNode;
  value: Value;
  choices: Choice<Value>[];
  isDisabled?: boolean;
  onChange: (value: Value) => void;
}

/** One of a few values. */
export const ChoiceField = <Value extends string>({
  path,
  label,
  hint,
  value,
  choices,
  isDisabled = false,
  onChange,
}: ChoiceFieldProps<Value>) => {
  const { isReadOnly } = useEditor();
  // The select takes an empty value for none, though it is one where a file has no quotes.
  const placeOf = (wanted: string): number =>
    choices.findIndex((choice) => choice.value === wanted);
  return (
    <ProfileField path={path} label={label} hint={hint}>
      <SingleSelect
        value={String(placeOf(value))}
        disabled={isReadOnly || isDisabled}
        onChange={(place: string | number) => {
          const chosen = choices[Number(place)];
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice, place) => (
          <SingleSelectOption key={choice.value} value={String(place)}>
            {choice.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </ProfileField>
  );
};

import * as React from 'react';

import { useIntl } from 'react-intl';

import { valueAt } from '../../../../shared/path';
import { countriesIn } from '../../utils/countries';
import { useFieldForm } from '../field-form';
import type { FieldProps } from '../form-context';
import { ChoiceField } from './ChoiceField';
import { TextField } from './TextField';

type Place<Value> = Omit<FieldProps<Value>, 'value' | 'onChange'>;

/** A country, or none: what that means is said in the setting's texts. */
export const CountryField = (place: Place<string>) => {
  const { locale } = useIntl();
  const { draft, set, textsOf } = useFieldForm();
  const { empty = '' } = textsOf(place.path);
  const countries = React.useMemo(() => countriesIn(locale), [locale]);
  const country = valueAt(draft, place.path);
  return (
    <ChoiceField
      {...place}
      choices={[{ value: '', label: empty }, ...countries]}
      value={typeof country === 'string' ? country : ''}
      onChange={(chosen) => set(place.path, chosen === '' ? null : chosen)}
    />
  );
};

/** What stands before the extensions; emptied, there is nothing. */
export const PrefixField = (place: Place<string>) => {
  const { draft, set } = useFieldForm();
  const prefix = valueAt(draft, place.path);
  return (
    <TextField
      {...place}
      placeholder="+49301234"
      value={typeof prefix === 'string' ? prefix : ''}
      onChange={(typed) => set(place.path, typed.trim() === '' ? null : typed.replace(/\s/g, ''))}
    />
  );
};

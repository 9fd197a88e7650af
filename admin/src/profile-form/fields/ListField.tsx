import * as React from 'react';

import { Box } from '@strapi/design-system';

import { type FieldProps, useField } from '../form-context';
import { TextField, type TextFieldProps } from './TextField';

type ListFieldProps = FieldProps<string[]> &
  Pick<TextFieldProps, 'placeholder' | 'lines' | 'isCode'> & {
    /** Stands between the entries as they are shown. */
    separator: string;
    read: (text: string) => string[];
  };

const isSame = (one: string[], other: string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Several entries in one text. What is being typed stays as it is until the person has left it. */
export const ListField = ({
  separator,
  read,
  value: given,
  onChange,
  ...field
}: ListFieldProps) => {
  const { value = [], change } = useField<string[]>({ path: field.path, value: given, onChange });
  const [text, setText] = React.useState<string | null>(null);
  return (
    <Box width="100%" onBlur={() => setText(null)}>
      <TextField
        {...field}
        value={text !== null && isSame(read(text), value) ? text : value.join(separator)}
        onChange={(next) => {
          setText(next);
          change(read(next));
        }}
      />
    </Box>
  );
};

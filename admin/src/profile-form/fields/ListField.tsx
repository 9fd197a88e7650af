import * as React from 'react';

import { Box } from '@strapi/design-system';

import { type FieldProps, useField } from '../form-context';
import { readLines, readNames } from './lists';
import { TextField, type TextFieldProps } from './TextField';

type ListFieldProps = FieldProps<string[]> &
  Pick<TextFieldProps, 'lines' | 'isCode'> & {
    /** Names have neither blanks nor commas; of anything else there is one to a line. */
    of: 'names' | 'lines';
  };

const isSame = (one: string[], other: string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Several entries in one text. What is being typed stays as it is until the person has left it. */
export const ListField = ({ of, value: given, onChange, ...field }: ListFieldProps) => {
  const { value = [], change } = useField<string[]>({ path: field.path, value: given, onChange });
  const [text, setText] = React.useState<string | null>(null);
  const read = of === 'names' ? readNames : readLines;
  const separator = (field.lines ?? 1) > 1 ? '\n' : ' ';
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

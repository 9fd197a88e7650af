import * as React from 'react';

import { Box } from '@strapi/design-system';

import { LdapCode } from './inputs';
import type { LdapFieldProps } from './LdapField';

interface ListFieldProps extends LdapFieldProps {
  value: string[];
  placeholder?: string;
  /** Stands between the entries as they are shown. */
  separator: string;
  read: (text: string) => string[];
  lines?: number;
  onChange: (value: string[]) => void;
}

const isSame = (one: string[], other: string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Several names in one text. What is being typed stays as it is until the person has left it. */
export const ListField = ({ value, separator, read, onChange, ...field }: ListFieldProps) => {
  const [text, setText] = React.useState<string | null>(null);
  const shown = text !== null && isSame(read(text), value) ? text : value.join(separator);
  return (
    <Box width="100%" onBlur={() => setText(null)}>
      <LdapCode
        {...field}
        value={shown}
        onChange={(next) => {
          setText(next);
          onChange(read(next));
        }}
      />
    </Box>
  );
};

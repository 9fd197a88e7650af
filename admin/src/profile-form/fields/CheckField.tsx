import * as React from 'react';

import { Box, Checkbox, Flex } from '@strapi/design-system';

import { Muted } from '../../components/text';
import { type FieldProps, useField } from '../form-context';
import { useSettingTexts } from '../settings';

/** Something that is done or not. */
export const CheckField = (field: FieldProps<boolean>) => {
  const { value = false, change, isDisabled } = useField<boolean>(field);
  const texts = useSettingTexts()(field.path);
  const { label, hint } = { ...texts, ...field };
  const id = React.useId();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Checkbox
        checked={value}
        disabled={isDisabled}
        aria-describedby={hint === undefined ? undefined : id}
        onCheckedChange={(checked: boolean | 'indeterminate') => change(checked === true)}
      >
        {label}
      </Checkbox>
      {hint !== undefined && (
        <Box paddingLeft={7}>
          <Muted id={id}>{hint}</Muted>
        </Box>
      )}
    </Flex>
  );
};

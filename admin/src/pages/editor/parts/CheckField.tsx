import { Box, Checkbox, Flex, Typography } from '@strapi/design-system';

import { useEditor } from '../editor-context';

interface CheckFieldProps {
  label: string;
  hint?: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}

/** Something that is done or not. */
export const CheckField = ({ label, hint, isChecked, onChange }: CheckFieldProps) => {
  const { isReadOnly } = useEditor();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Checkbox
        checked={isChecked}
        disabled={isReadOnly}
        onCheckedChange={(checked) => onChange(checked === true)}
      >
        {label}
      </Checkbox>
      {hint !== undefined && (
        <Box paddingLeft={7}>
          <Typography variant="pi" textColor="neutral600">
            {hint}
          </Typography>
        </Box>
      )}
    </Flex>
  );
};

import * as React from 'react';

import { Box, IconButton, Td, Tr } from '@strapi/design-system';
import { ChevronDown, ChevronRight } from '@strapi/icons';

/** Which rows of a table are open, by their ids. */
export const useExpanded = () => {
  const [open, setOpen] = React.useState<readonly number[]>([]);
  return {
    isOpen: (id: number): boolean => open.includes(id),
    toggle: (id: number): void =>
      setOpen((ids) => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])),
  };
};

interface ToggleCellProps {
  label: string;
  isOpen: boolean;
  /** The id of the row that it opens. */
  controls: string;
  onToggle: () => void;
}

/** Opens and closes the row below. The remaining properties are the table's own. */
export const ToggleCell = ({ label, isOpen, controls, onToggle, ...props }: ToggleCellProps) => (
  <Td {...props}>
    <IconButton
      variant="ghost"
      withTooltip={false}
      label={label}
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      onClick={onToggle}
    >
      {isOpen ? <ChevronDown /> : <ChevronRight />}
    </IconButton>
  </Td>
);

interface DetailsRowProps {
  id: string;
  columns: number;
  children: React.ReactNode;
}

/** The row that a toggle opens, across all columns. The remaining properties are the table's own. */
export const DetailsRow = ({ id, columns, children, ...props }: DetailsRowProps) => (
  <Tr {...props} id={id}>
    <Td colSpan={columns}>
      <Box
        background="neutral100"
        hasRadius
        padding={4}
        marginTop={3}
        marginBottom={3}
        style={{ whiteSpace: 'normal' }}
      >
        {children}
      </Box>
    </Td>
  </Tr>
);

import * as React from 'react';

import { Box, IconButton, Td, Tr } from '@strapi/design-system';
import { ChevronDown, ChevronRight } from '@strapi/icons';

interface Parts<Item> {
  row: (item: Item, toggle: Pick<ToggleCellProps, 'isOpen' | 'onToggle'>) => React.ReactElement;
  details: (item: Item) => React.ReactElement;
}

/** The rows of a table, each of which opens to another one with its details. */
export const useExpandableRows = <Item extends { id: number | string }>(
  items: Item[],
  { row, details }: Parts<Item>
): React.ReactElement[] => {
  const [open, setOpen] = React.useState<readonly Item['id'][]>([]);
  return items.flatMap((item) => {
    const { id } = item;
    const isOpen = open.includes(id);
    const others = open.filter((other) => other !== id);
    const toggled = row(item, { isOpen, onToggle: () => setOpen(isOpen ? others : [...open, id]) });
    return isOpen ? [toggled, details(item)] : [toggled];
  });
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

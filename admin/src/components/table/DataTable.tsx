import * as React from 'react';

import { Table, Tbody, Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';

interface Column {
  name: string;
  /** Whether it has numbers, which are aligned. */
  isNumber?: boolean;
  /** Whether its name is only read out. */
  isHidden?: boolean;
  /** For a name that somebody else gave: it is shown as it was written. */
  textColor?: 'neutral800' | 'primary700';
}

// A table of the design system numbers its cells by properties that each has to pass on: without
// them nothing in the cell can be reached with the keyboard.
const Heading = ({ column, ...props }: { column: Column }) => {
  const { name, isNumber = false, isHidden = false, textColor } = column;
  return (
    <Th {...props}>
      {isHidden ? (
        <VisuallyHidden>{name}</VisuallyHidden>
      ) : (
        <Typography
          variant={textColor ? 'omega' : 'sigma'}
          fontWeight="bold"
          textColor={textColor ?? 'neutral600'}
          {...(isNumber && { width: '100%', textAlign: 'right' as const })}
        >
          {name}
        </Typography>
      )}
    </Th>
  );
};

interface DataTableProps {
  columns: Column[];
  /** The rows, each a child of its own: the table numbers them. */
  children: React.ReactElement[];
}

/** A table as Strapi's own lists have it. */
export const DataTable = ({ columns, children }: DataTableProps) => (
  <Table colCount={columns.length} rowCount={children.length + 1}>
    <Thead>
      <Tr>
        {columns.map((column, place) => (
          <Heading key={place} column={column} />
        ))}
      </Tr>
    </Thead>
    <Tbody>{children}</Tbody>
  </Table>
);

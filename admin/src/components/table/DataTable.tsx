import * as React from 'react';

import { Table, Tbody, Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';

import { columnNames, nameAbove, namedCells, narrowerThan, outOfSight } from './narrow';

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

// Where the window is too narrow for all columns each row is a card. A table within a cell stays one.
const Cards = styled.div`
  ${({ theme }) => narrowerThan(theme, 'large')} {
    &&& [role='grid'] {
      &,
      & > tbody {
        display: block;
      }

      & > thead {
        ${outOfSight}
      }

      & > tbody > tr {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[6]}`};
        padding-block: ${({ theme }) => theme.spaces[3]};
      }

      & > tbody > tr > td {
        display: block;
        min-width: 0;
        max-width: 100%;
        height: auto;
        padding: 0;
        ${namedCells}

        &::before {
          ${nameAbove}
        }

        & > * {
          text-align: start;
        }

        /* There is room for all of it, and no pointer that would show what is cut off. */
        & > span,
        & > div {
          white-space: normal;
          overflow-wrap: anywhere;
        }

        &[colspan] {
          flex: 1 0 100%;

          &::before {
            content: none;
          }
        }
      }
    }
  }
`;

interface DataTableProps {
  columns: Column[];
  /** Whether it stays a table however narrow the window is: somebody's own, which is looked at as such. */
  isSample?: boolean;
  /** The rows, each a child of its own: the table numbers them. */
  children: React.ReactElement[];
}

/** A table as Strapi's own lists have it. */
export const DataTable = ({ columns, isSample = false, children }: DataTableProps) => {
  const table = (
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
  if (isSample) return table;
  const names = columns.map(({ name, isHidden = false }) => (isHidden ? null : name));
  return <Cards style={columnNames(names)}>{table}</Cards>;
};

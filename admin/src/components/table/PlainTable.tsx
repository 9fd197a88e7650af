import * as React from 'react';

import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;

  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    text-align: start;
    vertical-align: top;
  }

  thead > tr > * {
    background: ${({ theme }) => theme.colors.neutral100};
  }

  tbody tr:last-child > * {
    border-bottom: 0;
  }
`;

interface PlainTableProps {
  /** One with an empty name has no heading. */
  columns: { name: string; width?: string }[];
  /** Below it is scrolled sideways. */
  minWidth?: string;
  /** The rows. */
  children: React.ReactNode;
}

/** A table of inputs, which Strapi's own would leave too much room. */
export const PlainTable = ({ columns, minWidth, children }: PlainTableProps) => (
  <Box borderColor="neutral200" hasRadius overflow="auto">
    <Table style={{ minWidth, tableLayout: minWidth === undefined ? undefined : 'fixed' }}>
      <thead>
        <tr>
          {columns.map(({ name, width }) =>
            name === '' ? (
              <td key={name} style={{ width }} />
            ) : (
              <th key={name} scope="col" style={{ width }}>
                <Typography variant="sigma" textColor="neutral600">
                  {name}
                </Typography>
              </th>
            )
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Table>
  </Box>
);

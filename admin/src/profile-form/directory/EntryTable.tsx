import { Box, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { Browse } from '../../../../shared/contracts/ldap';
import { useText } from '../../hooks/useText';
import { Heading } from '../../components/table/cells';
import { isMade, shownColumns, textOf } from './answers';

const Frame = styled(Box)<{ $isStale: boolean }>`
  opacity: ${({ $isStale }) => ($isStale ? 0.5 : 1)};

  @media (prefers-reduced-motion: no-preference) {
    transition: opacity 120ms;
  }
`;

const Cell = styled(Typography)`
  display: block;
  max-width: 28rem;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
`;

interface EntryTableProps {
  browse: Browse;
  /** True while those of the settings chosen last are being read. */
  isFetching: boolean;
}

/** The first entries of a directory, by column: what is made of an entry first, then its attributes. */
export const EntryTable = ({ browse: { columns, rows }, isFetching }: EntryTableProps) => {
  const t = useText();
  const shown = shownColumns(columns);
  return (
    <Frame aria-busy={isFetching} $isStale={isFetching}>
      <Table colCount={shown.length + 1} rowCount={rows.length + 1}>
        <Thead>
          <Tr>
            <Heading>{t('ldap.entry', 'Entry')}</Heading>
            {shown.map((column) => (
              <Th key={column}>
                <Typography
                  fontWeight="bold"
                  textColor={isMade(column) ? 'primary700' : 'neutral800'}
                >
                  {column}
                </Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map(({ number, values }) => (
            <Tr key={number}>
              <Td>
                <Typography textColor="neutral600">{number}</Typography>
              </Td>
              {shown.map((column) => {
                const text = textOf(Object.hasOwn(values, column) ? values[column] : undefined);
                return (
                  <Td key={column}>
                    <Cell tag="span" textColor="neutral800" title={text}>
                      {text}
                    </Cell>
                  </Td>
                );
              })}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Frame>
  );
};

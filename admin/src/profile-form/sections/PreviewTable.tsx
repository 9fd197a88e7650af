import * as React from 'react';

import { Box, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { Detection } from '../../../../shared/contracts/sources';
import { Heading } from '../../components/table/cells';
import { useText } from '../../hooks/useText';

const Frame = styled(Box)<{ $isStale: boolean }>`
  opacity: ${({ $isStale }) => ($isStale ? 0.5 : 1)};

  @media (prefers-reduced-motion: no-preference) {
    transition: opacity 120ms;
  }
`;

const Cell = styled(Typography)<{ $isAlone: boolean }>`
  display: block;
  max-width: ${({ $isAlone }) => ($isAlone ? '80rem' : '28rem')};
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
`;

interface PreviewTableProps {
  detection: Detection;
  /** True while the table of the format chosen last is being made. */
  isFetching: boolean;
}

/** The file's first rows, divided into columns as a run would divide them. */
export const PreviewTable = ({ detection, isFetching }: PreviewTableProps) => {
  const t = useText();
  const { columns, rows, issues } = detection;
  const width = Math.max(columns.length, ...rows.map(({ cells }) => cells.length));
  const places = Array.from({ length: width }, (_, place) => place);
  const wrong = new Set(issues.map(({ row }) => row));
  return (
    <Frame aria-busy={isFetching} $isStale={isFetching}>
      <Table colCount={width + 1} rowCount={rows.length + 1}>
        <Thead>
          <Tr>
            <Heading>{t('form.rows.line', 'Line')}</Heading>
            {places.map((place) => (
              <Th key={place}>
                <Typography fontWeight="bold" textColor="neutral800">
                  {columns[place] || t('form.rows.unnamed', '(no name)')}
                </Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map(({ number, cells }) => (
            <Tr key={number}>
              <Td>
                <Typography textColor={wrong.has(number) ? 'danger600' : 'neutral600'}>
                  {number}
                </Typography>
              </Td>
              {places.map((place) => (
                <Td key={place}>
                  <Cell
                    tag="span"
                    textColor="neutral800"
                    title={cells[place]}
                    $isAlone={width === 1}
                  >
                    {cells[place]}
                  </Cell>
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Frame>
  );
};

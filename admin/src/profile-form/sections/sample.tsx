import { Box, Button, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { DataTable } from '../../components/table/DataTable';
import { Muted } from '../../components/text';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';

/** Reads the beginning of a source, where that is not done by itself. */
export const AskButton = ({ children }: { children: string }) => {
  const t = useText();
  const { ask, isFetching, isStale } = useProfileForm().preview;
  if (ask === null) return null;
  return (
    <Flex gap={4} wrap="wrap">
      {/* Not disabled meanwhile: it would lose the focus. */}
      <Button variant="secondary" aria-busy={isFetching} onClick={() => !isFetching && ask()}>
        {children}
      </Button>
      {isStale && (
        <Muted>{t('form.rows.stale', 'Something was changed since these were read.')}</Muted>
      )}
    </Flex>
  );
};

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

interface SampleTableProps {
  /** What the number of a row is called. */
  numberHeading: string;
  columns: { name: string; isMade?: boolean }[];
  rows: { number: number; isWrong?: boolean; cells: string[] }[];
  /** True while those of the settings chosen last are being read. */
  isFetching: boolean;
}

/** The first rows of a source, divided into columns as a run would divide them. */
export const SampleTable = ({ numberHeading, columns, rows, isFetching }: SampleTableProps) => (
  <Frame aria-busy={isFetching} $isStale={isFetching}>
    <DataTable
      isSample
      columns={[
        { name: numberHeading },
        ...columns.map(({ name, isMade = false }) => ({
          name,
          textColor: isMade ? ('primary700' as const) : ('neutral800' as const),
        })),
      ]}
    >
      {rows.map(({ number, isWrong = false, cells }) => (
        <Tr key={number}>
          <Td>
            <Typography textColor={isWrong ? 'danger600' : 'neutral600'}>{number}</Typography>
          </Td>
          {columns.map((_column, place) => (
            <Td key={place}>
              <Cell
                tag="span"
                textColor="neutral800"
                title={cells[place]}
                $isAlone={columns.length === 1}
              >
                {cells[place]}
              </Cell>
            </Td>
          ))}
        </Tr>
      ))}
    </DataTable>
  </Frame>
);

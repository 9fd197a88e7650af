import { Badge, Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { MappedRecord } from '../../../../../shared/contracts/trials';
import { Stack } from '../../../components/areas';
import {
  useAttributeWords,
  useEnumerationWords,
} from '../../../components/changes/useAttributeWords';
import { Muted } from '../../../components/text';
import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import { shownValue } from '../../../utils/shown-value';

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;

  & th,
  & td {
    padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]} ${theme.spaces[1]} 0`};
    text-align: left;
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  & th {
    width: 40%;
  }

  & tr + tr > * {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
`;

interface ValueTableProps {
  caption: string;
  values: Record<string, unknown>;
}

/** Names and their values. */
export const ValueTable = ({ caption, values }: ValueTableProps) => {
  const t = useText();
  return (
    <Table>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <tbody>
        {Object.entries(values).map(([name, value]) => {
          const shown = shownValue(value);
          return (
            <tr key={name}>
              <Muted tag="th" scope="row">
                {name}
              </Muted>
              <Muted tag="td" textColor={shown === null ? 'neutral600' : 'neutral800'}>
                {shown ?? t('run.value.empty', 'empty')}
              </Muted>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
};

const Children = styled.div`
  margin-top: ${({ theme }) => theme.spaces[3]};
  padding-left: ${({ theme }) => theme.spaces[4]};
  border-left: 2px solid ${({ theme }) => theme.colors.neutral200};
`;

/** Values of the user that the plan fills in, as the template has them. */
const textsOf = (references: NonNullable<MappedRecord['references']>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(references).map(([attribute, pieces]) => [
      attribute,
      pieces
        .map((piece) => (typeof piece === 'string' ? piece : `{{{user.${piece.user}}}}`))
        .join(''),
    ])
  );

const RecordItem = ({ record }: { record: MappedRecord }) => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const enumerationWord = useEnumerationWords();
  const { type, attributes, references = {}, owner, failed, children } = record;
  const values = Object.fromEntries(
    Object.entries({ ...attributes, ...textsOf(references) }).map(([name, value]) => [
      attributeWord(name),
      Array.isArray(value) && value.some((part) => typeof part !== 'string')
        ? value.map((part) => (typeof part === 'string' ? part : `${part.name}: ${part.value}`))
        : enumerationWord(name, value),
    ])
  );
  const typeWord = words.type(type, 1);
  return (
    <Box tag="li">
      <Flex gap={2} paddingBottom={1}>
        <Typography variant="pi" fontWeight="bold">
          {typeWord}
        </Typography>
        {failed && (
          <Badge backgroundColor="danger100" textColor="danger700">
            {t('editor.trial.failed', 'Not usable')}
          </Badge>
        )}
      </Flex>
      {owner !== null && (
        <Muted tag="p">{t('editor.trial.owner', 'Belongs to {owner}', { owner })}</Muted>
      )}
      <ValueTable
        caption={t('editor.trial.record', 'Fields: {type}', { type: typeWord })}
        values={values}
      />
      {children.length > 0 && (
        <Children>
          <RecordTree records={children} />
        </Children>
      )}
    </Box>
  );
};

/** The records that a row asks for, each with what hangs on it. */
export const RecordTree = ({ records }: { records: MappedRecord[] }) => (
  <Stack tag="ul" gap={4}>
    {records.map((record) => (
      <RecordItem key={record.place} record={record} />
    ))}
  </Stack>
);

import {
  Badge,
  Box,
  Flex,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';

import type { Matching } from '../../../../shared/contracts/runs';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { PinnedNote } from './PinnedNote';

interface MatchingTableProps {
  matching: Matching;
  profileId: string;
}

/** Which column automatic matching took for which field, and which it left over. */
export const MatchingTable = ({
  matching: { matched, unmatched, pinned },
  profileId,
}: MatchingTableProps) => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography textColor="neutral600">
        {t(
          'run.matching.text',
          'The profile has no template of its own, so columns were matched to fields by their names.'
        )}
      </Typography>
      {pinned && <PinnedNote profileId={profileId} />}
      {unmatched.length > 0 && (
        <Box>
          <Typography tag="h3" variant="sigma" textColor="neutral600">
            {t('run.matching.unmatched', 'Columns that fill nothing')}
          </Typography>
          <Flex gap={2} wrap="wrap" paddingTop={2}>
            {unmatched.map((column) => (
              <Badge key={column} maxWidth="100%">
                {column}
              </Badge>
            ))}
          </Flex>
        </Box>
      )}
      <Table colCount={4} rowCount={matched.length + 1}>
        <Thead>
          <Tr>
            <Th>
              <Typography variant="sigma">{t('run.matching.column', 'Column')}</Typography>
            </Th>
            <Th>
              <Typography variant="sigma">{t('run.matching.type', 'Fills')}</Typography>
            </Th>
            <Th>
              <Typography variant="sigma">{t('run.matching.field', 'Field')}</Typography>
            </Th>
            <Th>
              <Typography variant="sigma">{t('run.matching.reason', 'Why')}</Typography>
            </Th>
          </Tr>
        </Thead>
        <Tbody>
          {matched.map(({ column, type, attribute, reason }) => (
            <Tr key={`${column}.${type}.${attribute}`}>
              <Td>
                <Typography fontWeight="semiBold">{column}</Typography>
              </Td>
              <Td>
                <Typography>{words.type(type, 1)}</Typography>
              </Td>
              <Td>
                <Typography>{attributeWord(attribute)}</Typography>
              </Td>
              <Td>
                <Typography textColor="neutral600">
                  {reason === 'name'
                    ? t('run.matching.by-name', 'Same name')
                    : t('run.matching.by-synonym', 'Known synonym')}
                </Typography>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Flex>
  );
};

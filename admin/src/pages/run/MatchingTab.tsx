import * as React from 'react';

import { Badge, Box, Button, Flex, Td, Tr, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import type { MatchedColumn, Matching } from '../../../../shared/contracts/runs';
import { Stack } from '../../components/areas';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { AskDialog } from '../../components/dialogs/AskDialog';
import { DataTable } from '../../components/table/DataTable';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { usePresetName } from '../../hooks/usePresetName';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useMatchAnewMutation } from '../../services/profiles';

/** Says that a profile keeps to its first matching, and lets whoever may edit it end that. */
const PinnedNote = ({ profileId }: { profileId: string }) => {
  const t = useText();
  const { canEdit } = usePermissions();
  const { toggleNotification } = useNotification();
  const notifyError = useErrorNotification();
  const [matchAnew] = useMatchAnewMutation();
  const [isAsking, setIsAsking] = React.useState(false);

  const confirm = async () => {
    const answer = await matchAnew(profileId);
    if ('error' in answer) {
      notifyError(answer.error);
      return;
    }
    toggleNotification({
      type: 'success',
      message: t('run.matching.anew.done', 'The next run matches the columns anew.'),
    });
  };

  return (
    <Flex gap={4} justifyContent="space-between" wrap="wrap">
      <Typography textColor="neutral600">
        {t(
          'run.matching.pinned',
          'The matching is that of the first real run: a new column fills nothing by itself.'
        )}
      </Typography>
      {canEdit && (
        <Button variant="secondary" onClick={() => setIsAsking(true)}>
          {t('run.matching.anew', 'Match anew')}
        </Button>
      )}
      {isAsking && (
        <AskDialog
          title={t('run.matching.anew', 'Match anew')}
          confirmLabel={t('run.matching.anew', 'Match anew')}
          variant="default"
          onConfirm={confirm}
          onClose={() => setIsAsking(false)}
        >
          {t(
            'run.matching.anew.ask',
            'The next run will match the columns of its source by their names again. Look at a test run first: other columns may be used, and that may change people.'
          )}
        </AskDialog>
      )}
    </Flex>
  );
};

interface MatchingTableProps {
  matching: Matching;
  profileId: string;
}

/** Which column automatic matching took for which field, and which it left over. */
export const MatchingTable = ({
  matching: { matched, unmatched, pinned, preset },
  profileId,
}: MatchingTableProps) => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const presetName = usePresetName();
  const reasons: Record<MatchedColumn['reason'], string> = {
    name: t('run.matching.by-name', 'Same name'),
    synonym: t('run.matching.by-synonym', 'Known other name'),
    preset: t('run.matching.by-preset', 'Known of this export'),
  };
  const columns = [
    { name: t('run.matching.column', 'Column') },
    { name: t('run.matching.type', 'Fills') },
    { name: t('run.matching.field', 'Field') },
    { name: t('run.matching.reason', 'Why') },
  ];
  return (
    <Stack gap={4}>
      <Typography textColor="neutral600">
        {preset
          ? t(
              'run.matching.preset',
              'The profile does not say what fills what. The columns were recognised as those of this export: {name}.',
              { name: presetName(preset) }
            )
          : t(
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
      <DataTable columns={columns}>
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
              <Typography textColor="neutral600">{reasons[reason]}</Typography>
            </Td>
          </Tr>
        ))}
      </DataTable>
    </Stack>
  );
};

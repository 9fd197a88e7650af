import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import type { RecordOrigin } from '../../../shared/contracts/reports';
import type { RecordType } from '../../../shared/records';
import { textTable, useTextTable } from '../hooks/useText';
import { useGetProfileQuery } from '../services/profiles';
import { type NoteKind, noteKindOf } from './origin';

/** What there is to say, and what to do about it: one paragraph each. */
const NOTES = textTable<Record<NoteKind, { title: string; [paragraph: string]: string }>>(
  'origin.note',
  {
    overwrite: {
      title: 'The next run overwrites the imported fields.',
      advice:
        'Make lasting changes in the source. Fields that the profile does not fill stay as you set them here.',
      user: '“Protected” keeps runs from removing or disabling this user, not from overwriting fields.',
    },
    shared: {
      title: 'Several profiles manage this record.',
      advice:
        'The next run of each overwrites the fields that stand beside its name: make lasting changes in its source. Fields that none of them fills stay as you set them here.',
      leaving: 'It is removed or disabled once none of their sources has it any more.',
      user: '“Protected” keeps runs from removing or disabling this user, not from overwriting fields.',
    },
    'keep-edits': {
      title: 'Runs leave what you change here.',
      advice:
        'The fields that people have changed stay as they are, until the source says the same. All others the next run overwrites.',
    },
    nobody: {
      title: 'No connector profile owns this record.',
      why: 'It was made by hand, or its profile has been deleted.',
      user: 'Runs never disable this user. Only a profile in the mode “Replace all” removes it, where its source does not have it, it is not “Protected” and it is no administrator of Strapi.',
      other: 'Runs never remove it.',
      match:
        'A run whose source has the same record may still update it or take it over: the profile says what happens to existing records.',
    },
    'create-only': {
      title: 'Runs of the profile leave this record as it is.',
      why: 'The profile only creates what is not there yet.',
    },
    leaving: {
      title: 'The next run removes this user.',
      why: 'The source no longer has it. It stays if you mark it as “Protected”, or if the source has it again.',
    },
    waiting: {
      title: 'The source no longer has this record.',
      why: 'Nothing happens to it until it is missing in as many runs as the profile says.',
    },
    'leaving-later': {
      title: 'The source no longer has this user.',
      why: 'It is disabled, and will be removed. It stays if you mark it as “Protected” or enable it, or if the source has it again.',
    },
    missing: {
      title: 'The source no longer has this user.',
      why: 'A run has disabled it. Runs leave it as it is until the source has it again.',
    },
  }
);

interface OriginNoteProps {
  type: RecordType;
  origin: RecordOrigin;
}

/** What runs do to a record, so that nobody edits it in vain. */
export const OriginNote = ({ type, origin }: OriginNoteProps) => {
  const notes = useTextTable(NOTES);
  const { currentData: profile, isFetching } = useGetProfileQuery(origin.profile?.id ?? '', {
    skip: origin.profile === null,
  });
  if (isFetching && !profile) return null;
  const kind = noteKindOf(origin, profile);
  const { title, ...paragraphs } = notes[kind];
  const advice = Object.entries(paragraphs).filter(
    ([of]) => of !== (type === 'user' ? 'other' : 'user')
  );
  const isWarning = ['overwrite', 'shared', 'leaving', 'leaving-later'].includes(kind);

  return (
    <Box
      background={isWarning ? 'warning100' : 'neutral100'}
      borderColor={isWarning ? 'warning200' : 'neutral200'}
      hasRadius
      padding={3}
      width="100%"
    >
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <Flex alignItems="flex-start" gap={2}>
          {isWarning && (
            <Flex shrink={0}>
              <WarningCircle aria-hidden fill="warning600" />
            </Flex>
          )}
          <Typography variant="pi" fontWeight="bold" textColor="neutral800">
            {title}
          </Typography>
        </Flex>
        {advice.map(([of, paragraph]) => (
          <Typography key={of} tag="p" variant="pi" textColor="neutral700">
            {paragraph}
          </Typography>
        ))}
      </Flex>
    </Box>
  );
};

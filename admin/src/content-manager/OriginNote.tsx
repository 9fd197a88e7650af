import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import type { RecordOrigin } from '../../../shared/contracts/reports';
import type { RecordType } from '../../../shared/records';
import { type Text, useText } from '../hooks/useText';
import { useGetProfileQuery } from '../services/profiles';
import { type NoteKind, noteKindOf } from './origin';

interface Note {
  title: string;
  /** One paragraph each. */
  advice: string[];
}

const overwrite = (t: Text, type: RecordType): Note => ({
  title: t('origin.overwrite', 'The next run overwrites the imported fields.'),
  advice: [
    t(
      'origin.overwrite-advice',
      'Make lasting changes in the source. Fields that the profile does not fill stay as you set them here.'
    ),
    ...(type === 'user'
      ? [
          t(
            'origin.protected',
            '“protected” keeps runs from removing or disabling this user, not from overwriting fields.'
          ),
        ]
      : []),
  ],
});

const nobodys = (t: Text, type: RecordType): Note => ({
  title: t('origin.nobody', 'No connector profile owns this record.'),
  advice: [
    t('origin.nobody-why', 'It was made by hand, or its profile has been deleted.'),
    type === 'user'
      ? t(
          'origin.nobody-user',
          'Runs never disable this user. Only a profile in the mode “Replace all” removes it, where its source does not have it, it is not “protected” and it is no administrator of Strapi.'
        )
      : t('origin.nobody-child', 'Runs never remove it.'),
    t(
      'origin.nobody-match',
      'A run whose source has the same record may still update it or take it over: the profile says what happens to existing records.'
    ),
  ],
});

const noteOf = (t: Text, kind: NoteKind, type: RecordType): Note => {
  switch (kind) {
    case 'overwrite':
      return overwrite(t, type);
    case 'nobody':
      return nobodys(t, type);
    case 'create-only':
      return {
        title: t('origin.create-only', 'Runs of the profile leave this record as it is.'),
        advice: [t('origin.create-only-why', 'The profile only creates what is not there yet.')],
      };
    case 'leaving':
      return {
        title: t('origin.leaving', 'The next run removes this user.'),
        advice: [
          t(
            'origin.leaving-why',
            'The source no longer has it. It stays if you mark it as “protected”, or if the source has it again.'
          ),
        ],
      };
    case 'missing':
      return {
        title: t('origin.missing', 'The source no longer has this user.'),
        advice: [
          t(
            'origin.missing-why',
            'A run has disabled it. Runs leave it as it is until the source has it again.'
          ),
        ],
      };
  }
};

interface OriginNoteProps {
  type: RecordType;
  origin: RecordOrigin;
}

/** What runs do to a record, so that nobody edits it in vain. */
export const OriginNote = ({ type, origin }: OriginNoteProps) => {
  const t = useText();
  const { currentData: profile, isFetching } = useGetProfileQuery(origin.profile?.id ?? '', {
    skip: origin.profile === null,
  });
  if (isFetching && !profile) return null;
  const kind = noteKindOf(origin, profile);
  const { title, advice } = noteOf(t, kind, type);
  const isWarning = kind === 'overwrite' || kind === 'leaving';

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
        {advice.map((paragraph) => (
          <Typography key={paragraph} tag="p" variant="pi" textColor="neutral700">
            {paragraph}
          </Typography>
        ))}
      </Flex>
    </Box>
  );
};

import * as React from 'react';

import { Flex, Td, Tr, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { ProfileListItem } from '../../../../shared/contracts/profiles';
import { NewFileDialog } from '../../components/dialogs/NewFileDialog';
import { RunProfileDialog } from '../../components/dialogs/RunDialog';
import { PlainLink } from '../../components/links';
import { DataTable } from '../../components/table/DataTable';
import { Muted } from '../../components/text';
import { paths } from '../../constants';
import { OfProfile, usePermissions } from '../../hooks/usePermissions';
import { type Text, useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useSourceLabel } from '../../profile-form/useSourceKinds';
import { directoryLine, isAtAddress, isDirectory } from '../../utils/source-kind';
import { DeleteDialog } from './DeleteDialog';
import { LastRunCell } from './LastRunCell';
import { ProfileActions } from './ProfileActions';
import { ScheduleCell } from './ScheduleCell';

const NameBox = styled.div`
  min-width: 16rem;
  max-width: 36rem;
  padding-block: 0.8rem;
  white-space: normal;
  overflow-wrap: anywhere;
`;

const WrappingBox = styled.div`
  min-width: 10rem;
  white-space: normal;
`;

type Asked = { what: 'new-file' | 'run' | 'delete'; profile: ProfileListItem } | null;

const sourceWords = (
  t: Text,
  { source }: ProfileListItem,
  label: (name: string) => string
): string => {
  if (isDirectory(source)) return directoryLine(source);
  if (source.type === 'registered') return label(source.name);
  if (source.type === 'push') return t('profiles.source-push', 'Sent by another program');
  return isAtAddress(source)
    ? t('profiles.source-url', 'File from {host}', { host: new URL(source.url).host })
    : t('profiles.source-upload', 'File, uploaded');
};

/** What of a profile's line depends on what the person may do with it. */
const Schedule = ({ profile }: { profile: ProfileListItem }) => {
  const { canEdit } = usePermissions();
  return <ScheduleCell profile={profile} isEditable={canEdit} />;
};

const LastRun = ({ profile: { lastRun, testRun } }: { profile: ProfileListItem }) => {
  const { canHistory } = usePermissions();
  return <LastRunCell run={lastRun} testRun={testRun} isLinked={canHistory} />;
};

/** All connector profiles with what they do, when, and how their last run went. */
export const ProfileTable = ({ profiles }: { profiles: ProfileListItem[] }) => {
  const t = useText();
  const words = useRunWords();
  const label = useSourceLabel();
  const [asked, setAsked] = React.useState<Asked>(null);
  const close = () => setAsked(null);
  const columns = [
    { name: t('profiles.name', 'Name and source') },
    { name: t('profiles.mode', 'Mode') },
    { name: t('profiles.schedule', 'Schedule') },
    { name: t('profiles.last-run', 'Last run') },
    { name: t('profiles.actions-column', 'Actions'), isHidden: true },
  ];

  return (
    <>
      <DataTable columns={columns}>
        {profiles.map((profile) => (
          <Tr key={profile.id}>
            <Td>
              <NameBox>
                <Typography fontWeight="bold" textColor="neutral800">
                  <PlainLink to={paths.profile(profile.id)}>{profile.name}</PlainLink>
                </Typography>
                <Muted tag="p" ellipsis>
                  {[sourceWords(t, profile, label), profile.comment].filter(Boolean).join(' · ')}
                </Muted>
                {profile.mailFailedAt !== null && (
                  <Typography tag="p" variant="pi" textColor="neutral800">
                    {t('profiles.mail-failed', 'The last mail about it could not be sent')}
                  </Typography>
                )}
                {profile.problems.length > 0 && (
                  <Typography tag="p" variant="pi" fontWeight="bold" textColor="danger700">
                    {t('profiles.broken', 'Broken: it cannot run. Open it to see what to do')}
                  </Typography>
                )}
              </NameBox>
            </Td>
            <Td>
              <WrappingBox>
                <Typography>{words.mode(profile.mode)}</Typography>
              </WrappingBox>
            </Td>
            <Td>
              <WrappingBox>
                <OfProfile value={profile.id}>
                  <Schedule profile={profile} />
                </OfProfile>
              </WrappingBox>
            </Td>
            <Td>
              <WrappingBox>
                <OfProfile value={profile.id}>
                  <LastRun profile={profile} />
                </OfProfile>
              </WrappingBox>
            </Td>
            <Td style={{ marginInlineStart: 'auto' }}>
              <Flex justifyContent="flex-end">
                <OfProfile value={profile.id}>
                  <ProfileActions
                    profile={profile}
                    onNewFile={() => setAsked({ what: 'new-file', profile })}
                    onRun={() => setAsked({ what: 'run', profile })}
                    onDelete={() => setAsked({ what: 'delete', profile })}
                  />
                </OfProfile>
              </Flex>
            </Td>
          </Tr>
        ))}
      </DataTable>
      <OfProfile value={asked?.profile.id ?? null}>
        {asked?.what === 'new-file' && <NewFileDialog profile={asked.profile} onClose={close} />}
        {asked?.what === 'run' && <RunProfileDialog profile={asked.profile} onClose={close} />}
        {asked?.what === 'delete' && <DeleteDialog profile={asked.profile} onClose={close} />}
      </OfProfile>
    </>
  );
};

import * as React from 'react';

import { Button, Flex, IconButton, LinkButton, Typography } from '@strapi/design-system';
import { Check, ClockCounterClockwise, Play, User } from '@strapi/icons';
import { Layouts } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import type { ProfileView } from '../../../../shared/contracts/profiles';
import { RunProfileDialog } from '../../components/dialogs/RunDialog';
import { DATABASE_NOTICE, useDatabaseProblem } from '../../components/feedback/DatabaseNotice';
import { BackToProfiles } from '../../components/links';
import { paths } from '../../constants';
import { usePermissions } from '../../hooks/usePermissions';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { PersonSyncDialog } from '../../person-sync/PersonSyncDialog';
import { useProfileForm } from '../../profile-form/form-context';
import { useSourceLabel } from '../../profile-form/useSourceKinds';
import { directoryLine, isAtAddress, isDirectory, shortAddress } from '../../utils/source-kind';

interface ProfileHeaderProps {
  profile: ProfileView;
  isModified: boolean;
  isBroken: boolean;
  isSaving: boolean;
  onSave: () => void;
}

const useSourceWords = (): string => {
  const t = useText();
  const label = useSourceLabel();
  const { source } = useProfileForm().saved;
  if (isDirectory(source)) return directoryLine(source);
  if (source.type === 'registered') return label(source.name);
  if (source.type === 'push') return t('profiles.source-push', 'Sent by another program');
  return isAtAddress(source)
    ? t('editor.header.url', 'File from {address}', { address: shortAddress(source.url) })
    : t('editor.header.upload', 'File, uploaded in the browser');
};

/** What is being edited, and what can be done with it. */
export const ProfileHeader = ({
  profile,
  isModified,
  isBroken,
  isSaving,
  onSave,
}: ProfileHeaderProps) => {
  const t = useText();
  const { saved } = useProfileForm();
  const { canEdit, canTest, canExecute, canHistory } = usePermissions();
  const { startTest, isStarting } = useStartRun();
  const [isAsking, setIsAsking] = React.useState(false);
  const [isSyncing, setIsSyncing] = React.useState(false);
  const hint = React.useId();
  const sourceWords = useSourceWords();
  const canStart = canTest || canExecute;
  const isRefused = useDatabaseProblem() !== null;
  const start = {
    disabled: isModified || isBroken || isStarting || isRefused,
    'aria-describedby': isRefused ? `${hint} ${DATABASE_NOTICE}` : hint,
  };
  return (
    <>
      <Layouts.Header
        title={saved.name}
        navigationAction={<BackToProfiles />}
        subtitle={
          <Typography id={hint} textColor="neutral600" tag="p" role="status">
            {sourceWords}
            {isModified && canStart && (
              <>
                {' · '}
                {t('editor.header.unsaved', 'Unsaved changes: save before a test run or a run')}
              </>
            )}
          </Typography>
        }
        primaryAction={
          <Flex gap={2} wrap="wrap">
            {canHistory && (
              <LinkButton
                tag={NavLink}
                to={paths.runsOf(profile.id)}
                variant="tertiary"
                startIcon={<ClockCounterClockwise />}
              >
                {t('editor.history', 'History')}
              </LinkButton>
            )}
            {canTest && (
              <Button variant="secondary" {...start} onClick={() => void startTest(profile.id)}>
                {t('editor.test', 'Test run')}
              </Button>
            )}
            {canTest && canExecute && (
              <IconButton
                variant="secondary"
                size="L"
                label={t('editor.sync-person', 'Sync one person')}
                {...start}
                onClick={() => setIsSyncing(true)}
              >
                <User />
              </IconButton>
            )}
            {canExecute && (
              <Button
                variant="secondary"
                startIcon={<Play />}
                {...start}
                onClick={() => setIsAsking(true)}
              >
                {t('editor.run', 'Run')}
              </Button>
            )}
            {canEdit && (
              <Button
                startIcon={<Check />}
                disabled={!isModified}
                loading={isSaving}
                onClick={onSave}
              >
                {t('editor.save', 'Save')}
              </Button>
            )}
          </Flex>
        }
      />
      {isSyncing && (
        <PersonSyncDialog profile={profile} person={null} onClose={() => setIsSyncing(false)} />
      )}
      {isAsking && <RunProfileDialog profile={profile} onClose={() => setIsAsking(false)} />}
    </>
  );
};

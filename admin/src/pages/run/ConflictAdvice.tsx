import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { IssueView } from '../../../../shared/contracts/issues';
import type { RunDetail } from '../../../../shared/contracts/reports';
import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { paths } from '../../constants';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { draftOf } from '../../profile-form/problems';
import { settingTexts } from '../../profile-form/settings';
import {
  useGetProfileQuery,
  useGetProfilesQuery,
  useUpdateProfileMutation,
} from '../../services/profiles';

type Choice = 'share' | 'update' | 'adopt';

/** What can be chosen of records that others own, or nobody: only a profile that is known can share them. */
const choicesFor = ({ params }: IssueView): Choice[] =>
  params?.owner === 'profile' ? ['share', 'update', 'adopt'] : ['update', 'adopt'];

/** The setting that decides about records that others own, or nobody. */
const settingOf = ({ params }: IssueView): 'existing' | 'ownedByOthers' =>
  params?.owner === 'nobody' ? 'existing' : 'ownedByOthers';

/** What the other profile has to do, where this one shares and that one does not. */
const PartnerAdvice = ({ name }: { name: string }) => {
  const t = useText();
  const { canRead } = usePermissions();
  const { data: profiles } = useGetProfilesQuery(undefined, { skip: !canRead });
  const partner = profiles?.find((profile) => profile.name === name);
  const { label, choices = {} } = settingTexts(t, 'ownedByOthers');
  return (
    <Flex gap={3} wrap="wrap" justifyContent="space-between">
      <Typography flex="1" minWidth="20rem">
        <strong>{choices.share}:</strong>{' '}
        {t(
          'run.conflict.unshared',
          'This profile has chosen it; “{name}” must choose it, too, under “{setting}”. Then both manage these records.',
          { name, setting: label }
        )}
      </Typography>
      {partner && (
        <Link tag={NavLink} to={paths.profile(partner.id)}>
          {t('run.conflict.open', 'Open “{name}”', { name })}
        </Link>
      )}
    </Flex>
  );
};

interface ConflictAdviceProps {
  run: RunDetail;
  /** One of the findings. */
  example: IssueView;
}

/** What a profile could do with records of others, and for those who may decide the ways to choose it and see. */
export const ConflictAdvice = ({ run, example }: ConflictAdviceProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const { canRead, canEdit, canTest } = usePermissions();
  const { startTest, isStarting } = useStartRun();
  const [update, { isLoading }] = useUpdateProfileMutation();
  const { data: profile } = useGetProfileQuery(run.profileId, { skip: !canRead });
  const setting = settingOf(example);
  const { choices = {}, meanings = {} } = settingTexts(t, setting);
  const mayChoose = canEdit && canTest && profile?.problems.length === 0;

  const labels: Record<Choice, string> = {
    share: t('run.conflict.share', 'Share them and test again'),
    update: t('run.conflict.update', 'Update them and test again'),
    adopt: t('run.conflict.adopt', 'Take them over and test again'),
  };

  const choose = async (choice: Choice) => {
    if (!profile) return;
    const { id, version } = profile;
    const answer = await update({
      id,
      version,
      profile: { ...draftOf(profile), [setting]: choice },
    });
    if ('error' in answer) showError(answer.error);
    else await startTest(id);
  };

  return (
    <Notice
      title={t('run.conflict.title', 'What this profile can do with them')}
      action={
        canRead && (
          <Link tag={NavLink} to={paths.profile(run.profileId)}>
            {t('run.open-profile', 'Open profile')}
          </Link>
        )
      }
    >
      <Stack gap={3}>
        {example.params?.owner === 'unshared' && (
          <PartnerAdvice name={String(example.params.profile)} />
        )}
        {choicesFor(example).map((choice) => (
          <Flex key={choice} gap={3} wrap="wrap" justifyContent="space-between">
            <Typography flex="1" minWidth="20rem">
              <strong>{choices[choice]}:</strong> {meanings[choice]}
            </Typography>
            {mayChoose && profile[setting] !== choice && (
              <Button
                size="S"
                variant="secondary"
                disabled={isLoading || isStarting}
                onClick={() => void choose(choice)}
              >
                {labels[choice]}
              </Button>
            )}
          </Flex>
        ))}
      </Stack>
    </Notice>
  );
};

import { Flex, Link, LinkButton, Status, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Widget } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';

import { Stack } from '../components/areas';
import { StatusBadge } from '../components/badges';
import { RelativeTime } from '../components/times';
import { paths } from '../constants';
import { OfProfile, usePermissions } from '../hooks/usePermissions';
import { useText } from '../hooks/useText';
import { useGetProfilesQuery } from '../services/profiles';
import { attentionOf, byUrgency, countAttention, type Glanced } from './attention';

const Name = styled(Typography)`
  text-decoration: none;

  &:hover {
    text-decoration: underline;
  }
`;

const State = ({ profile }: { profile: Glanced }) => {
  const t = useText();
  const { lastRun } = profile;
  if (attentionOf(profile) === 'overdue') {
    return (
      <Status variant="warning" size="XS" display="inline-flex">
        <Typography variant="pi" fontWeight="bold" textColor="neutral800">
          {t('widget.overdue', 'Overdue')}
        </Typography>
      </Status>
    );
  }
  return lastRun && <StatusBadge status={lastRun.status} />;
};

const Times = ({ profile: { lastRun, nextRunAt } }: { profile: Glanced }) => {
  const t = useText();
  return (
    <Flex gap={3} wrap="wrap">
      <Typography variant="pi" textColor="neutral600">
        {lastRun ? (
          <>
            {t('widget.last-run', 'Last run')} <RelativeTime time={lastRun.startedAt} />
          </>
        ) : (
          t('widget.never-run', 'Has not run yet')
        )}
      </Typography>
      {nextRunAt !== null && (
        <Typography variant="pi" textColor="neutral600">
          {t('widget.next-run', 'Next run')} <RelativeTime time={nextRunAt} />
        </Typography>
      )}
    </Flex>
  );
};

const WayToRun = ({ profile }: { profile: Glanced }) => {
  const t = useText();
  const { canHistory, canApprove } = usePermissions();
  if (!profile.lastRun || !canHistory) return null;
  const attention = attentionOf(profile);

  const text = (): string => {
    if (attention === 'held' && canApprove) return t('widget.decide', 'Approve or reject');
    if (attention === 'failed') return t('widget.see-why', 'See why');
    return t('widget.see-run', 'See the run');
  };

  return (
    <Link tag={RouterLink} to={paths.run(profile.lastRun.id)}>
      <Typography variant="pi" textColor="primary600">
        {text()}
      </Typography>
    </Link>
  );
};

/** A profile in two lines: its name and how it is; its last run and its next one. */
const ProfileRow = ({ profile }: { profile: Glanced }) => (
  <Stack
    tag="li"
    gap={1}
    paddingTop={2}
    paddingBottom={2}
    borderColor="neutral150"
    borderStyle="solid"
    borderWidth="1px 0 0"
  >
    <Flex justifyContent="space-between" gap={4}>
      <Name
        tag={RouterLink}
        to={paths.profile(profile.id)}
        ellipsis
        title={profile.name}
        fontWeight="semiBold"
        textColor="neutral800"
      >
        {profile.name}
      </Name>
      <Flex shrink={0}>
        <State profile={profile} />
      </Flex>
    </Flex>
    <Flex justifyContent="space-between" gap={4}>
      <Times profile={profile} />
      <Flex shrink={0}>
        <WayToRun profile={profile} />
      </Flex>
    </Flex>
  </Stack>
);

const MOST = 5;

/** As wide as the widget: Strapi's scroll area would grow with the longest name. */
const Fitting = styled(Flex)`
  width: 0;
  min-width: 100%;
`;

/** What there is before the first profile: the way to it. */
const NoProfiles = () => {
  const t = useText();
  const { canEdit } = usePermissions();
  return (
    <Flex direction="column" gap={4} height="100%">
      <Widget.NoData>{t('widget.empty', 'No connector profiles yet')}</Widget.NoData>
      {canEdit && (
        <LinkButton tag={RouterLink} to={paths.newProfile} startIcon={<Plus />}>
          {t('profiles.new', 'New profile')}
        </LinkButton>
      )}
    </Flex>
  );
};

/** The connector profiles at a glance, those that need somebody first. */
const ProfilesWidget = () => {
  const t = useText();
  const { data: profiles, isError } = useGetProfilesQuery(undefined, {
    refetchOnMountOrArgChange: true,
  });
  if (isError) return <Widget.Error />;
  if (!profiles) return <Widget.Loading />;
  if (profiles.length === 0) return <NoProfiles />;

  return (
    <Fitting direction="column" alignItems="stretch" gap={3}>
      <Typography textColor="neutral600">
        {t(
          'widget.summary',
          '{count, plural, one {One profile} other {{count} profiles}}, {attention, plural, =0 {none needs attention} one {one needs attention} other {{attention} need attention}}',
          { count: profiles.length, attention: countAttention(profiles) }
        )}
      </Typography>
      <ul>
        {byUrgency(profiles)
          .slice(0, MOST)
          .map((profile) => (
            <OfProfile key={profile.id} value={profile.id}>
              <ProfileRow profile={profile} />
            </OfProfile>
          ))}
      </ul>
    </Fitting>
  );
};

export default ProfilesWidget;

import { Widget } from '@strapi/strapi/admin';
import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../hooks/useText';
import { useGetProfilesQuery } from '../services/profiles';
import { byUrgency, countAttention } from './attention';
import { ProfileRow } from './ProfileRow';

const MOST = 5;

/** As wide as the widget: Strapi's scroll area would grow with the longest name. */
const Fitting = styled(Flex)`
  width: 0;
  min-width: 100%;
`;

/** The connector profiles at a glance, those that need somebody first. */
const ProfilesWidget = () => {
  const t = useText();
  const { data: profiles, isError } = useGetProfilesQuery(undefined, {
    refetchOnMountOrArgChange: true,
  });
  if (isError) return <Widget.Error />;
  if (!profiles) return <Widget.Loading />;
  if (profiles.length === 0) {
    return <Widget.NoData>{t('widget.empty', 'No connector profiles yet')}</Widget.NoData>;
  }

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
            <ProfileRow key={profile.id} profile={profile} />
          ))}
      </ul>
    </Fitting>
  );
};

export default ProfilesWidget;

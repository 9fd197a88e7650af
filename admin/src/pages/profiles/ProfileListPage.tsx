import { Flex, LinkButton } from '@strapi/design-system';
import { ClockCounterClockwise, Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { Empty } from '../../components/areas';
import { DatabaseNotice } from '../../components/feedback/DatabaseNotice';
import { paths } from '../../constants';
import { usePermissions } from '../../hooks/usePermissions';
import { usePolling } from '../../hooks/usePolling';
import { useText } from '../../hooks/useText';
import { useGetProfilesQuery } from '../../services/profiles';
import { MoreActions } from './MoreActions';
import { ProfileTable } from './ProfileTable';

const POLL_MS = 5000;

const NewProfileLink = () => {
  const t = useText();
  return (
    <LinkButton tag={Link} to={paths.newProfile} startIcon={<Plus />}>
      {t('profiles.new', 'New profile')}
    </LinkButton>
  );
};

/** The list of connector profiles. */
const ProfileListPage = () => {
  const t = useText();
  const { canEdit, canHistory } = usePermissions();
  const list = useGetProfilesQuery(undefined, { refetchOnMountOrArgChange: true });
  // What runs here may have been started elsewhere, by a schedule or on the command line.
  usePolling(list, { interval: POLL_MS });
  const { data: profiles, error } = list;

  if (error && profiles === undefined) return <Page.Error />;
  if (profiles === undefined) return <Page.Loading />;

  return (
    <Layouts.Root>
      <Page.Main>
        <Page.Title>{t('profiles.title', 'Connector profiles')}</Page.Title>
        <Layouts.Header
          title={t('profiles.title', 'Connector profiles')}
          subtitle={t(
            'profiles.subtitle',
            'Bring people, phonebooks and phones from files and directories into Strapi'
          )}
          primaryAction={
            <Flex gap={2} wrap="wrap">
              {canHistory && (
                <LinkButton
                  tag={Link}
                  to={paths.runs}
                  variant="tertiary"
                  startIcon={<ClockCounterClockwise />}
                >
                  {t('profiles.history', 'History')}
                </LinkButton>
              )}
              <MoreActions names={profiles.map(({ name }) => name)} />
              {canEdit && <NewProfileLink />}
            </Flex>
          }
        />
        <Layouts.Content>
          <DatabaseNotice />
          {profiles.length > 0 ? (
            <ProfileTable profiles={profiles} />
          ) : (
            <Empty isCard action={canEdit && <NewProfileLink />}>
              {canEdit
                ? t(
                    'profiles.empty',
                    'No connector profile yet. The wizard takes you from a file (CSV, Excel, OpenDocument) or a directory to a first test run; nothing is written until you say so.'
                  )
                : t(
                    'profiles.empty-read-only',
                    'There is no connector profile yet, and you may not create one.'
                  )}
            </Empty>
          )}
        </Layouts.Content>
      </Page.Main>
    </Layouts.Root>
  );
};

export default ProfileListPage;

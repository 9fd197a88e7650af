import { Layouts, Page } from '@strapi/strapi/admin';

import { Stack } from '../../components/areas';
import { BackToProfiles } from '../../components/links';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { GonePerson } from './GonePerson';
import { KeptOutList } from './KeptOutList';
import { RequestList } from './RequestList';

/** Privacy requests with their reports, and whom runs leave out since then. */
const ForgettingsPage = () => {
  const t = useText();
  const { canRead } = usePermissions();
  const title = t('profiles.forgettings', 'Privacy requests');
  return (
    <Layouts.Root>
      <Page.Title>{title}</Page.Title>
      <Page.Main>
        <Layouts.Header
          title={title}
          subtitle={t(
            'forgettings.subtitle',
            'Who has asked to be forgotten leaves a report, and nothing that tells who it was'
          )}
          navigationAction={canRead && <BackToProfiles />}
        />
        <Layouts.Content>
          <Stack gap={6}>
            <RequestList />
            <GonePerson />
            <KeptOutList />
          </Stack>
        </Layouts.Content>
      </Page.Main>
    </Layouts.Root>
  );
};

export default ForgettingsPage;

import * as React from 'react';

import { LinkButton } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { NavLink, useParams } from 'react-router-dom';

import { paths } from '../../constants';
import { OfProfile, usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useGetProfileQuery } from '../../services/profiles';
import { ProfileEditor } from './ProfileEditor';

const OpenProfile = ({ id, onReload }: { id: string; onReload: () => void }) => {
  const t = useText();
  const { isLoading } = usePermissions();
  const [openedAt] = React.useState(() => Date.now());
  const { data, isError, fulfilledTimeStamp } = useGetProfileQuery(id, {
    refetchOnMountOrArgChange: true,
  });
  if (isError && data === undefined) {
    return (
      <Page.Error
        content={t(
          'editor.not-found',
          'This profile no longer exists, or it cannot be read at the moment.'
        )}
        action={
          <LinkButton tag={NavLink} variant="secondary" to={paths.profiles}>
            {t('editor.all-profiles', 'All connector profiles')}
          </LinkButton>
        }
      />
    );
  }
  // What was fetched before may be out of date, and the editor takes what it begins with only once.
  const isCurrent = (fulfilledTimeStamp ?? 0) >= openedAt;
  if (isLoading || data === undefined || !isCurrent) return <Page.Loading />;
  return <ProfileEditor profile={data} onReload={onReload} />;
};

/** The page of one connector profile. */
const ProfilePage = () => {
  const { id = '' } = useParams();
  const [opening, setOpening] = React.useState(0);
  return (
    <OfProfile value={id}>
      <OpenProfile
        key={`${id} ${opening}`}
        id={id}
        onReload={() => setOpening((count) => count + 1)}
      />
    </OfProfile>
  );
};

export default ProfilePage;

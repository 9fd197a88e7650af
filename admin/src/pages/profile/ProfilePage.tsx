import * as React from 'react';

import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { usePermissions } from '../../hooks/usePermissions';
import { useGetProfileQuery } from '../../services/profiles';
import { ProfileEditor } from './ProfileEditor';

const OpenProfile = ({ id, onReload }: { id: string; onReload: () => void }) => {
  const { isLoading } = usePermissions();
  const [openedAt] = React.useState(() => Date.now());
  const { data, isError, fulfilledTimeStamp } = useGetProfileQuery(id, {
    refetchOnMountOrArgChange: true,
  });
  if (isError && data === undefined) return <Page.Error />;
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
    <OpenProfile
      key={`${id} ${opening}`}
      id={id}
      onReload={() => setOpening((count) => count + 1)}
    />
  );
};

export default ProfilePage;

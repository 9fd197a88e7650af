import { Page, useAuth } from '@strapi/strapi/admin';

import { usePermissions } from '../../hooks/usePermissions';
import { Wizard } from './Wizard';

/** Makes a connector profile step by step. */
const NewProfilePage = () => {
  const user = useAuth('NewProfilePage', ({ user: person }) => person?.id);
  const { isLoading, canTest } = usePermissions();
  if (isLoading || user === undefined) return <Page.Loading />;
  return <Wizard user={String(user)} canUpload={canTest} />;
};

export default NewProfilePage;

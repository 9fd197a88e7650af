import { Link } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';

import { paths } from '../constants';
import { useText } from '../hooks/useText';

/** What it holds looks as elsewhere, until it is pointed at. */
export const PlainLink = styled(RouterLink)`
  text-decoration: none;
  color: inherit;

  &:hover {
    text-decoration: underline;
  }
`;

/** Leads back to the list of profiles. */
export const BackToProfiles = () => {
  const t = useText();
  return (
    <Link tag={RouterLink} to={paths.profiles} startIcon={<ArrowLeft />}>
      {t('profiles.back', 'Connector profiles')}
    </Link>
  );
};

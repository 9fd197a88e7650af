import * as React from 'react';

import { Box, Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { OwnerView } from '../../../shared/contracts/reports';
import { Stack } from '../components/areas';
import { useAttributeWords } from '../components/changes/useAttributeWords';
import { Muted } from '../components/text';
import { paths } from '../constants';
import { useText } from '../hooks/useText';
import { useGetProfileQuery } from '../services/profiles';
import { overwritesEdits } from './origin';

interface OwnerProps {
  owner: OwnerView;
  /** What can be done with it. */
  action: React.ReactNode;
}

const Owner = ({ owner: { profile, key, leads }, action }: OwnerProps) => {
  const t = useText();
  const attributeWord = useAttributeWords();
  const { currentData: policy } = useGetProfileQuery(profile.id);
  const fields = leads.map(attributeWord).join(', ');
  const isLeaving = policy !== undefined && !overwritesEdits(policy);
  return (
    <li>
      <Link tag={RouterLink} to={paths.profile(profile.id)}>
        {profile.name}
      </Link>
      <span>
        {': '}
        {leads.length === 0 ? t('origin.owner.nothing', 'only what another one fills') : fields}
        {leads.length > 0 && isLeaving && (
          <> {t('origin.owner.leaving', '(what you change here stays)')}</>
        )}
      </span>
      <Muted tag="div">{t('origin.owner.key', 'Key {key}', { key })}</Muted>
      <Box paddingTop={1}>{action}</Box>
    </li>
  );
};

interface OwnersProps {
  owners: OwnerView[];
  /** What can be done with each. */
  actionOf: (profile: OwnerView['profile']) => React.ReactNode;
}

/** Each of several profiles that own a record, with the fields that it fills. */
export const Owners = ({ owners, actionOf }: OwnersProps) => (
  <Stack tag="ul" gap={2}>
    {owners.map((owner) => (
      <Owner key={owner.profile.id} owner={owner} action={actionOf(owner.profile)} />
    ))}
  </Stack>
);

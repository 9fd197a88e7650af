import { Typography } from '@strapi/design-system';

import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { ListField } from '../fields/ListField';
import { useProfileForm } from '../form-context';

/** Where programs send requests about a profile, by its name. */
const addressOf = (name: string): string =>
  `/api/directory-connector/profiles/${encodeURIComponent(name)}/run`;

/** Which columns rows may have, and where they are sent. */
export const PushFields = () => {
  const t = useText();
  const { draft, saved, profile } = useProfileForm();
  const name = profile === null ? draft.name.trim() : saved.name;
  return (
    <Stack gap={4}>
      <ListField path="source.columns" of="lines" lines={4} />
      {name !== '' && (
        <Notice title={t('form.push.title', 'Where the program sends rows')}>
          <Typography tag="p" style={{ overflowWrap: 'anywhere' }}>
            <code>{`POST ${addressOf(name)}`}</code>
          </Typography>
          <Typography tag="p">
            {t(
              'form.push.text',
              'With an API token that may do “import.run”. A test run has /test in the place of /run. Single people are created or updated, and nobody is removed; whoever sends all of them says so with “complete” and “count”. The path begins otherwise where the app has another prefix for its API.'
            )}
          </Typography>
        </Notice>
      )}
    </Stack>
  );
};

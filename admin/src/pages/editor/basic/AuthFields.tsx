import { Grid } from '@strapi/design-system';

import type { CsvUrlInput, UrlAuthInput } from '../../../../../shared/profile/csv';
import type { SecretMarker } from '../../../../../shared/profile/kinds';
import { useText } from '../../../hooks/useText';
import { SecretField } from '../../../profile-form/fields/SecretField';
import { isAtAddress } from '../../../utils/source-kind';
import { useEditor } from '../editor-context';
import { ChoiceField } from '../parts/ChoiceField';
import { TextField } from '../parts/TextField';

type AuthType = 'none' | UrlAuthInput['type'];

const NOT_SET: SecretMarker = { set: false };

const EMPTY: Record<UrlAuthInput['type'], UrlAuthInput> = {
  basic: { type: 'basic', username: '', password: NOT_SET },
  bearer: { type: 'bearer', token: NOT_SET },
};

/** How the connector says to the server who it is. */
export const AuthFields = ({ source }: { source: CsvUrlInput }) => {
  const t = useText();
  const { saved, change } = useEditor();
  const { auth: _before, ...withoutAuth } = source;
  const { auth } = source;
  const savedAuth = isAtAddress(saved.source) ? saved.source.auth : undefined;

  const changeAuth = (next: UrlAuthInput | undefined) =>
    change('source', next === undefined ? withoutAuth : { ...withoutAuth, auth: next });

  const chooseType = (type: AuthType) => {
    if (type === 'none') changeAuth(undefined);
    else changeAuth(savedAuth?.type === type ? savedAuth : EMPTY[type]);
  };

  return (
    <Grid.Root gap={4}>
      <Grid.Item col={4} s={12} xs={12} alignItems="flex-start">
        <ChoiceField
          path="source.auth.type"
          label={t('editor.auth', 'Authentication')}
          hint={t('editor.auth.hint', 'What the server asks for before it gives the file.')}
          value={auth?.type ?? 'none'}
          choices={[
            { value: 'none', label: t('editor.auth.none', 'None') },
            { value: 'basic', label: t('editor.auth.basic', 'User name and password') },
            { value: 'bearer', label: t('editor.auth.bearer', 'Token') },
          ]}
          onChange={chooseType}
        />
      </Grid.Item>
      {auth?.type === 'basic' && (
        <>
          <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
            <TextField
              path="source.auth.username"
              label={t('editor.auth.username', 'User name')}
              isRequired
              value={auth.username}
              onChange={(username) => changeAuth({ ...auth, username })}
            />
          </Grid.Item>
          <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
            <SecretField
              path="source.auth.password"
              label={t('editor.auth.password', 'Password')}
              onRemove={() => changeAuth(undefined)}
            />
          </Grid.Item>
        </>
      )}
      {auth?.type === 'bearer' && (
        <Grid.Item col={8} s={12} xs={12} alignItems="flex-start">
          <SecretField
            path="source.auth.token"
            label={t('editor.auth.token', 'Token')}
            onRemove={() => changeAuth(undefined)}
          />
        </Grid.Item>
      )}
    </Grid.Root>
  );
};

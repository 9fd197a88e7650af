import * as React from 'react';

import { Flex, Grid } from '@strapi/design-system';

import type { CsvUrlInput, UrlAuthInput } from '../../../../shared/profile/csv';
import { NOT_SET } from '../../../../shared/profile/kinds';
import { Disclosure } from '../../components/forms/Disclosure';
import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { PemField } from '../fields/PemField';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import { useMessageAt, useProfileForm } from '../form-context';
import { valueAt } from '../path';
import { useAside } from '../useAside';

type AuthType = 'none' | UrlAuthInput['type'];

const EMPTY: Record<UrlAuthInput['type'], UrlAuthInput> = {
  basic: { type: 'basic', username: '', password: NOT_SET },
  bearer: { type: 'bearer', token: NOT_SET },
};

const authOf = (profile: unknown): UrlAuthInput | undefined =>
  valueAt(profile, 'source.auth') as CsvUrlInput['auth'];

/** How the connector says to the server who it is. */
const AuthFields = () => {
  const t = useText();
  const { draft, saved, set } = useProfileForm();
  const type: AuthType = authOf(draft)?.type ?? 'none';
  // What was entered for another way comes back with it.
  const aside = useAside<AuthType, UrlAuthInput>(saved);

  const chooseType = (next: AuthType) => {
    const values = aside();
    values[type] = authOf(draft);
    const before = [values[next], authOf(saved)].find((auth) => auth?.type === next);
    set('source.auth', next === 'none' ? undefined : (before ?? EMPTY[next]));
  };
  const remove = () => set('source.auth', undefined);

  return (
    <Grid.Root gap={4}>
      <Grid.Item col={4} s={12} xs={12} alignItems="flex-start">
        <ChoiceField
          path="source.auth.type"
          label={t('form.auth', 'Authentication')}
          hint={t('form.auth.hint', 'What the server asks for before it gives the file.')}
          value={type}
          choices={[
            { value: 'none', label: t('form.auth.none', 'None') },
            { value: 'basic', label: t('form.auth.basic', 'User name and password') },
            { value: 'bearer', label: t('form.auth.bearer', 'Token') },
          ]}
          onChange={chooseType}
        />
      </Grid.Item>
      {type === 'basic' && (
        <>
          <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
            <TextField
              path="source.auth.username"
              label={t('form.auth.username', 'User name')}
              isRequired
            />
          </Grid.Item>
          <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
            <SecretField
              path="source.auth.password"
              label={t('form.auth.password', 'Password')}
              onRemove={remove}
            />
          </Grid.Item>
        </>
      )}
      {type === 'bearer' && (
        <Grid.Item col={8} s={12} xs={12} alignItems="flex-start">
          <SecretField
            path="source.auth.token"
            label={t('form.auth.token', 'Token')}
            onRemove={remove}
          />
        </Grid.Item>
      )}
    </Grid.Root>
  );
};

const CertificateField = () => {
  const t = useText();
  const { draft } = useProfileForm();
  const isWrong = useMessageAt()('source.ca') !== undefined;
  const [isOpen, setIsOpen] = React.useState(() => valueAt(draft, 'source.ca') !== undefined);
  return (
    <Disclosure
      title={t('form.ca.title', 'Advanced: certificate of the server')}
      isOpen={isOpen || isWrong}
      onToggle={setIsOpen}
    >
      <PemField
        path="source.ca"
        label={t('form.ca', 'Certificate of the server’s authority')}
        hint={t(
          'form.ca.hint',
          'Only where the server has a certificate of your own company. Text in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----; your IT department has it.'
        )}
      />
    </Disclosure>
  );
};

/** The address that the file is fetched from, and how. */
export const UrlFields = () => {
  const t = useText();
  const { profile } = useProfileForm();
  const hints = [
    t(
      'form.url.hint',
      'The file itself, not a page with a link to it; user name and password belong below. Addresses within your own network have to be allowed in the plugin’s options.'
    ),
    profile !== null &&
      t(
        'form.url.hint.stored',
        'When the server changes, its secrets have to be entered again. What stands after a question mark is kept as a secret: *** leaves it as it is.'
      ),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <TextField
        path="source.url"
        label={t('form.url', 'Address of the CSV file')}
        hint={hints.filter(Boolean).join(' ')}
        placeholder="https://hr.example.com/users.csv"
        isRequired
      />
      <AuthFields />
      <CertificateField />
    </Flex>
  );
};

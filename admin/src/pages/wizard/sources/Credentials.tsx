import * as React from 'react';

import { Field, Grid, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import { AUTH_TYPES, type AuthType, type UrlDraft } from '../model/draft';
import type { Messages } from '../model/problems';

interface CredentialsProps {
  url: UrlDraft;
  messages: Messages;
  onChange: (part: Partial<UrlDraft>) => void;
}

interface CredentialProps {
  name: 'username' | 'password' | 'token';
  label: string;
  hint?: string;
  value: string;
  error?: string;
  onChange: (value: string) => void;
}

const Credential = ({ name, label, hint, value, error, onChange }: CredentialProps) => (
  <Grid.Item col={4} s={6} xs={12} direction="column" alignItems="stretch">
    <Field.Root required name={name} hint={hint} error={error}>
      <Field.Label>{label}</Field.Label>
      <TextInput
        type={name === 'username' ? 'text' : 'password'}
        autoComplete={name === 'username' ? 'off' : 'new-password'}
        value={value}
        onChange={({ target }: React.ChangeEvent<HTMLInputElement>) => onChange(target.value)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  </Grid.Item>
);

/** How a server wants the connector to say who it is. */
export const Credentials = ({ url, messages, onChange }: CredentialsProps) => {
  const t = useText();
  const names: Record<AuthType, string> = {
    none: t('wizard.auth.none', 'None'),
    basic: t('wizard.auth.basic', 'User name and password'),
    bearer: t('wizard.auth.bearer', 'Token'),
  };
  const secretHint = t(
    'wizard.auth.hint',
    'Stored encrypted with the profile. Not kept in the draft: should you leave, enter it again.'
  );
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={4} s={6} xs={12} direction="column" alignItems="stretch">
        <Field.Root
          name="auth"
          hint={t('wizard.auth.type.hint', 'What the server asks for before it gives the file.')}
        >
          <Field.Label>{t('wizard.auth', 'Authentication')}</Field.Label>
          <SingleSelect
            value={url.auth}
            onChange={(value) =>
              onChange({ auth: AUTH_TYPES.find((type) => type === value) ?? 'none' })
            }
          >
            {AUTH_TYPES.map((type) => (
              <SingleSelectOption key={type} value={type}>
                {names[type]}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
        </Field.Root>
      </Grid.Item>
      {url.auth === 'basic' && (
        <>
          <Credential
            name="username"
            label={t('wizard.auth.username', 'User name')}
            value={url.username}
            error={messages.username}
            onChange={(username) => onChange({ username })}
          />
          <Credential
            name="password"
            label={t('wizard.auth.password', 'Password')}
            hint={secretHint}
            value={url.password}
            error={messages.password}
            onChange={(password) => onChange({ password })}
          />
        </>
      )}
      {url.auth === 'bearer' && (
        <Credential
          name="token"
          label={t('wizard.auth.token', 'Token')}
          hint={secretHint}
          value={url.token}
          error={messages.token}
          onChange={(token) => onChange({ token })}
        />
      )}
    </Grid.Root>
  );
};

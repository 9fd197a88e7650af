import * as React from 'react';

import {
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';

import { Stack } from '../../components/areas';
import { FieldLabel } from '../../components/text';
import { TitledCard } from '../../components/TitledCard';
import { ForgetDialog } from '../../forgetting/ForgetDialog';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import type { KnownBy } from '../../services/forgetting';
import { useGetProfilesQuery } from '../../services/profiles';

/** Stands for no profile; a select takes an empty value for none chosen. */
const ANY = 'any';

interface KindFieldProps {
  profile: string | null;
  onChange: (profile: string | null) => void;
}

/** Asks what the value is: one that tells anybody, or what a profile knows people by. */
const KindField = ({ profile, onChange }: KindFieldProps) => {
  const t = useText();
  const { canRead } = usePermissions();
  const { data: profiles = [] } = useGetProfilesQuery(undefined, { skip: !canRead });
  return (
    <Field.Root name="profile" width="100%">
      <FieldLabel>{t('forgettings.gone.kind', 'Search by')}</FieldLabel>
      <SingleSelect
        value={profile ?? ANY}
        onChange={(chosen: string | number) => onChange(chosen === ANY ? null : String(chosen))}
      >
        <SingleSelectOption value={ANY}>
          {t('forgettings.gone.any', 'User name, external ID or e-mail')}
        </SingleSelectOption>
        {profiles.map(({ id, name }) => (
          <SingleSelectOption key={id} value={id}>
            {t('forgettings.gone.of-profile', 'Key in the source of “{name}”', { name })}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

/** Begins a privacy request about somebody who may have no record any more. */
export const GonePerson = () => {
  const t = useText();
  const [{ key, profile }, setKnownBy] = React.useState<KnownBy>({ key: '', profile: null });
  const [asked, setAsked] = React.useState<KnownBy | null>(null);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (key.trim() !== '') setAsked({ key: key.trim(), profile });
  };
  const close = (hasBegun: boolean) => {
    setAsked(null);
    if (hasBegun) setKnownBy({ key: '', profile });
  };
  return (
    <TitledCard
      title={t('forgettings.gone', 'Forget somebody who is no longer here')}
      description={t(
        'forgettings.gone.text',
        'A run or a person has removed the record, but history, files and copies for undoing runs may still tell of them. First you see what is stored.'
      )}
    >
      <form onSubmit={submit}>
        <Stack gap={4}>
          <Flex
            direction={{ initial: 'column', medium: 'row' }}
            alignItems={{ initial: 'stretch', medium: 'flex-start' }}
            gap={4}
          >
            <KindField
              profile={profile}
              onChange={(chosen) => setKnownBy({ key, profile: chosen })}
            />
            <Field.Root
              name="key"
              width="100%"
              hint={t(
                'forgettings.gone.key.hint',
                'Exactly as the source had it. It is not stored.'
              )}
            >
              <FieldLabel>{t('forgettings.gone.key', 'Value')}</FieldLabel>
              <TextInput
                autoComplete="off"
                maxLength={1000}
                value={key}
                onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                  setKnownBy({ key: event.target.value, profile })
                }
              />
              <Field.Hint />
            </Field.Root>
          </Flex>
          <Flex>
            <Button type="submit" variant="secondary" disabled={key.trim() === ''}>
              {t('forgettings.gone.look', 'See what is stored…')}
            </Button>
          </Flex>
        </Stack>
      </form>
      {asked && <ForgetDialog whom={asked} onClose={close} />}
    </TitledCard>
  );
};

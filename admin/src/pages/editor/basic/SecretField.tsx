import * as React from 'react';

import { Button, Flex, TextInput, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';

import type { SecretMarker } from '../../../../../shared/contracts/profile-views';
import { useText } from '../../../hooks/useText';
import type { ProfileDraft } from '../../../services/profiles';
import { useEditor } from '../editor-context';
import { messageOf } from '../model/problems';
import { ProfileField } from '../parts/ProfileField';

type Secret = string | SecretMarker;

interface SecretFieldProps {
  path: string;
  label: string;
  value: Secret;
  /** Whether one is kept with the profile. */
  stored: SecretMarker;
  onChange: (value: Secret) => void;
  /** Takes the secret away, and with it the authentication that needs it. */
  onRemove: () => void;
}

interface StoredSecretProps {
  label: string;
  isReadOnly: boolean;
  onChange: () => void;
  onRemove: () => void;
}

const StoredSecret = ({ label, isReadOnly, onChange, onRemove }: StoredSecretProps) => {
  const t = useText();
  const id = React.useId();
  return (
    <Flex
      direction="column"
      alignItems="flex-start"
      gap={1}
      role="group"
      aria-labelledby={id}
      width="100%"
    >
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Flex gap={3} wrap="wrap" minHeight="4rem">
        <Flex gap={2}>
          <Lock aria-hidden width="1.4rem" height="1.4rem" fill="neutral600" />
          <Typography>{t('editor.secret.set', 'Is set')}</Typography>
        </Flex>
        {!isReadOnly && (
          <Flex gap={2}>
            <Button size="S" variant="tertiary" onClick={onChange}>
              {t('editor.secret.change', 'Change')}
            </Button>
            <Button size="S" variant="danger-light" onClick={onRemove}>
              {t('editor.secret.remove', 'Remove')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Flex>
  );
};

/** A secret, which can be set, changed and removed, but never read. */
export const SecretField = ({
  path,
  label,
  value,
  stored,
  onChange,
  onRemove,
}: SecretFieldProps) => {
  const t = useText();
  const { isReadOnly, problems, saved } = useEditor();
  // Saving gives another profile, and ends the change.
  const [changed, setChanged] = React.useState<ProfileDraft | null>(null);
  const isChanging = changed === saved;
  const isKept = typeof value !== 'string' && value.set;
  const isWrong = messageOf(problems, path) !== undefined;

  if (isKept && !isChanging && !isWrong) {
    return (
      <StoredSecret
        label={label}
        isReadOnly={isReadOnly}
        onChange={() => setChanged(saved)}
        onRemove={onRemove}
      />
    );
  }
  return (
    <ProfileField
      path={path}
      label={label}
      hint={
        stored.set && !isWrong
          ? t('editor.secret.change.hint', 'Until a new one is entered, the stored one stays.')
          : t('editor.secret.hint', 'Stored encrypted. It can be changed later, but not be read.')
      }
      isRequired={!stored.set || isWrong}
    >
      <TextInput
        type="password"
        autoComplete="new-password"
        autoFocus={isChanging}
        disabled={isReadOnly}
        value={typeof value === 'string' ? value : ''}
        onChange={({ target }: React.ChangeEvent<HTMLInputElement>) =>
          onChange(target.value === '' ? stored : target.value)
        }
      />
      {isChanging && !isWrong && (
        <Flex>
          <Button
            size="S"
            variant="ghost"
            onClick={() => {
              onChange(stored);
              setChanged(null);
            }}
          >
            {t('editor.secret.keep', 'Keep the stored one')}
          </Button>
        </Flex>
      )}
    </ProfileField>
  );
};

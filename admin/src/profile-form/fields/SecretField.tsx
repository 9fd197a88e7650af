import * as React from 'react';

import { Button, Flex, Textarea, TextInput, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { styled } from 'styled-components';

import { type Path, valueAt } from '../../../../shared/path';
import { NOT_SET, type SecretInput, type SecretMarker } from '../../../../shared/profile/kinds';
import { Stack } from '../../components/areas';
import { MONOSPACE } from '../../components/text';
import { useText } from '../../hooks/useText';
import { type FieldProps, useField, useMessageAt, useProfileForm } from '../form-context';
import { useSettingTexts } from '../settings';
import { LabelledField } from './LabelledField';

/** Several lines that nobody looking on can read. */
const HiddenText = styled(Textarea)`
  font-family: ${MONOSPACE};
  -webkit-text-security: disc;
`;

interface StoredSecretProps {
  label: string;
  isReadOnly: boolean;
  onChange: () => void;
  onRemove?: () => void;
}

const StoredSecret = ({ label, isReadOnly, onChange, onRemove }: StoredSecretProps) => {
  const t = useText();
  const id = React.useId();
  return (
    <Stack gap={1} role="group" aria-labelledby={id} width="100%">
      <Typography id={id} variant="pi" fontWeight="bold" textColor="neutral800">
        {label}
      </Typography>
      <Flex gap={3} wrap="wrap" minHeight="4rem">
        <Flex gap={2}>
          <Lock aria-hidden width="1.4rem" height="1.4rem" fill="neutral600" />
          <Typography>{t('secret.set', 'Is set')}</Typography>
        </Flex>
        {!isReadOnly && (
          <Flex gap={2}>
            <Button size="S" variant="tertiary" onClick={onChange}>
              {t('secret.change', 'Change')}
            </Button>
            {onRemove && (
              <Button size="S" variant="danger-light" onClick={onRemove}>
                {t('secret.remove', 'Remove')}
              </Button>
            )}
          </Flex>
        )}
      </Flex>
    </Stack>
  );
};

/** Whether a secret is kept with the profile, in the form that leaves it as it is. */
const useStoredSecret = (path: Path): SecretMarker => {
  const { saved } = useProfileForm();
  const secret = valueAt(saved, path) as SecretInput | undefined;
  return secret === undefined || typeof secret === 'string' ? NOT_SET : secret;
};

interface SecretFieldProps extends FieldProps<SecretInput> {
  /** Whether it has several lines. */
  isLong?: boolean;
  /** Takes the secret away, and with it what needs it. */
  onRemove?: () => void;
  /** What else helps to enter it. */
  children?: React.ReactNode;
}

/** A secret, which can be set, changed and removed, but never read. */
export const SecretField = ({
  path,
  isRequired = true,
  isLong = false,
  onRemove,
  children,
  ...field
}: SecretFieldProps) => {
  const t = useText();
  const { saved } = useProfileForm();
  const stored = useStoredSecret(path);
  const { value = stored, change, isDisabled } = useField<SecretInput>({ path, ...field });
  const { label, hint } = { ...useSettingTexts()(path), ...field };
  const isWrong = useMessageAt()(path) !== undefined;
  // Saving the profile ends the change.
  const [changed, setChanged] = React.useState<unknown>(null);
  const isChanging = changed === saved;
  const isKept = typeof value !== 'string' && value.set;

  if (isKept && !isChanging && !isWrong) {
    return (
      <StoredSecret
        label={label}
        isReadOnly={isDisabled}
        onChange={() => setChanged(saved)}
        onRemove={onRemove}
      />
    );
  }
  const input = {
    autoFocus: isChanging,
    disabled: isDisabled,
    value: typeof value === 'string' ? value : '',
    onChange: ({ target }: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      change(target.value === '' ? stored : target.value),
  };
  const keep = () => {
    change(stored);
    setChanged(null);
  };
  return (
    <Stack gap={2} width="100%">
      <LabelledField
        path={path}
        label={label}
        hint={
          stored.set && !isWrong
            ? t('secret.change.hint', 'Until a new one is entered, the stored one stays.')
            : (hint ??
              t('secret.hint', 'Stored encrypted. It can be changed later, but not be read.'))
        }
        isRequired={isRequired && (!stored.set || isWrong)}
      >
        {isLong ? (
          <HiddenText {...input} rows={3} spellCheck={false} />
        ) : (
          <TextInput {...input} type="password" autoComplete="new-password" />
        )}
        {isChanging && !isWrong && (
          <Flex>
            <Button size="S" variant="ghost" onClick={keep}>
              {t('secret.keep', 'Keep the stored one')}
            </Button>
          </Flex>
        )}
      </LabelledField>
      {children}
    </Stack>
  );
};

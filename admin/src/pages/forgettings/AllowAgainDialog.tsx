import * as React from 'react';

import { Button, Field, Modal, TextInput, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import type { KeptOut } from '../../../../shared/contracts/forgetting';
import { Stack } from '../../components/areas';
import { FieldLabel } from '../../components/text';
import { useAnswerText } from '../../hooks/useCodeTexts';
import { useText } from '../../hooks/useText';
import { useAllowAgainMutation } from '../../services/forgetting';

interface AllowAgainDialogProps {
  profile: KeptOut['profile'];
  onClose: () => void;
}

/** Asks who may come again, by what the profile knows people by. */
export const AllowAgainDialog = ({ profile: { id, name }, onClose }: AllowAgainDialogProps) => {
  const t = useText();
  const answerText = useAnswerText();
  const { toggleNotification } = useNotification();
  const form = React.useId();
  const [key, setKey] = React.useState('');
  const [allowAgain, { isLoading, error }] = useAllowAgainMutation();

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (key.trim() === '') return;
    const answer = await allowAgain({ profile: id, key: key.trim() });
    if ('error' in answer) return;
    toggleNotification({
      type: 'success',
      message: t('forgettings.allowed', 'The next run of “{name}” may bring this person again.', {
        name,
      }),
    });
    onClose();
  };

  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('run.fix.close', 'Close')}>
          <Modal.Title>
            {t('forgettings.allow-title', 'Allow somebody again for “{name}”', { name })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <form id={form} onSubmit={(event) => void submit(event)}>
            <Stack gap={4}>
              <Typography>
                {t(
                  'forgettings.allow-text',
                  'For somebody who wants to be listed again, or for somebody new who was given the user name of a person who is left out.'
                )}
              </Typography>
              <Field.Root
                name="key"
                required
                error={
                  error
                    ? (answerText(error) ?? t('form.no-reason', 'The server did not say why.'))
                    : undefined
                }
                hint={t(
                  'forgettings.key.hint',
                  'What the profile knows people by, exactly as the source has it. It is not stored.'
                )}
              >
                <FieldLabel>
                  {t('forgettings.key', 'User name, external ID or other key')}
                </FieldLabel>
                <TextInput
                  autoComplete="off"
                  autoFocus
                  maxLength={300}
                  value={key}
                  onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                    setKey(event.target.value)
                  }
                />
                <Field.Error />
                <Field.Hint />
              </Field.Root>
            </Stack>
          </form>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('confirm.cancel', 'Cancel')}
          </Button>
          <Button type="submit" form={form} disabled={key.trim() === ''} loading={isLoading}>
            {t('forgettings.allow-submit', 'Allow again')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

import * as React from 'react';

import { Button, Modal } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import {
  type MadePhonebook,
  needsValue,
  type PhonebookView,
} from '../../../../shared/contracts/remote-phonebooks';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useText } from '../../hooks/useText';
import {
  useChangePhonebookMutation,
  useMakePhonebookMutation,
} from '../../services/remote-phonebooks';
import { draftOf, newDraft, phonebookOf, type PhonebookDraft } from './draft';
import { PhonebookForm } from './PhonebookForm';

interface PhonebookDialogProps {
  /** Null for a new one. */
  phonebook: PhonebookView | null;
  onMade: (made: MadePhonebook) => void;
  onClose: () => void;
}

const isComplete = ({ name, conditions }: PhonebookDraft): boolean =>
  name.trim() !== '' &&
  conditions.every(({ test, value }) => !needsValue(test) || value.trim() !== '');

/** Makes a phonebook, or changes what is in one. */
export const PhonebookDialog = ({ phonebook, onMade, onClose }: PhonebookDialogProps) => {
  const t = useText();
  const { locale } = useIntl();
  const showError = useErrorNotification();
  const [make, { isLoading: isMaking }] = useMakePhonebookMutation();
  const [change, { isLoading: isChanging }] = useChangePhonebookMutation();
  const [draft, setDraft] = React.useState(() =>
    phonebook === null ? newDraft(locale) : draftOf(phonebook)
  );

  const save = async () => {
    const whole = phonebookOf(draft);
    if (phonebook === null) {
      const answer = await make(whole);
      if ('error' in answer) showError(answer.error);
      else onMade(answer.data);
      return;
    }
    const { format: _format, access: _access, ...content } = whole;
    const answer = await change({ id: phonebook.id, content });
    if ('error' in answer) showError(answer.error);
    else onClose();
  };

  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('run.fix.close', 'Close')}>
          <Modal.Title>
            {phonebook === null
              ? t('phonebooks.new-title', 'New phonebook for phones')
              : t('phonebooks.edit-title', 'Change “{name}”', { name: phonebook.name })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <PhonebookForm draft={draft} isNew={phonebook === null} onChange={setDraft} />
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('confirm.cancel', 'Cancel')}
          </Button>
          <Button
            disabled={!isComplete(draft)}
            loading={isMaking || isChanging}
            onClick={() => void save()}
          >
            {phonebook === null ? t('phonebooks.make', 'Make') : t('editor.save', 'Save')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

import * as React from 'react';

import { Combobox, ComboboxOption, Field } from '@strapi/design-system';

import { FieldLabel } from '../../components/text';
import { useSettled } from '../../hooks/useSettled';
import { useText } from '../../hooks/useText';
import { useGetPhonebookUsersQuery } from '../../services/remote-phonebooks';

interface UserFieldProps {
  user: string | null;
  name: string;
  onChange: (user: string | null, name: string) => void;
}

/** Whose phone it is for; nobody’s in particular while it is empty. */
export const UserField = ({ user, name, onChange }: UserFieldProps) => {
  const t = useText();
  const [text, setText] = React.useState(name);
  const { data: found = [] } = useGetPhonebookUsersQuery(useSettled(text === name ? '' : text));
  const users =
    user === null || found.some(({ id }) => id === user)
      ? found
      : [{ id: user, name, extension: null }, ...found];
  return (
    <Field.Root
      name="user"
      width="100%"
      hint={t(
        'phonebooks.user.hint',
        'Only for somebody’s own phone: it then shows that person’s private entries, too. Once the person is disabled or removed, the address can no longer be read.'
      )}
    >
      <FieldLabel>{t('phonebooks.user', 'For the phone of')}</FieldLabel>
      <Combobox
        // The list is made by the server.
        autocomplete="none"
        placeholder={t('phonebooks.user.none', 'Everybody')}
        value={user ?? ''}
        textValue={text}
        noOptionsMessage={() => t('phonebooks.user.unknown', 'Nobody is called that.')}
        onTextValueChange={(typed?: string) => setText(typed ?? '')}
        onClear={() => {
          setText('');
          onChange(null, '');
        }}
        onChange={(chosen?: string) => {
          const known = users.find(({ id }) => id === chosen);
          if (!known) return;
          setText(known.name);
          onChange(known.id, known.name);
        }}
      >
        {users.map(({ id, name: shown, extension }) => (
          <ComboboxOption key={id} value={id}>
            {extension === null ? shown : `${shown} (${extension})`}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
    </Field.Root>
  );
};

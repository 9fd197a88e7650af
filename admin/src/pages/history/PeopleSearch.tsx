import * as React from 'react';

import { Field, IconButton, TextInput } from '@strapi/design-system';
import { Cross, Search } from '@strapi/icons';

import { useText } from '../../hooks/useText';

const PAUSE_MS = 300;

interface PeopleSearchProps {
  search: string;
  onSearch: (search: string) => void;
}

/** Asks whose history to show; searches when the person stops typing. */
export const PeopleSearch = ({ search, onSearch }: PeopleSearchProps) => {
  const t = useText();
  const [typed, setTyped] = React.useState(search);
  const timer = React.useRef<number>();
  const input = React.useRef<HTMLInputElement>(null);

  React.useEffect(() => () => window.clearTimeout(timer.current), []);

  const searchFor = (text: string, pause: number) => {
    setTyped(text);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onSearch(text.trim()), pause);
  };

  const clear = () => {
    searchFor('', 0);
    input.current?.focus();
  };

  return (
    <Field.Root
      name="search"
      hint={t(
        'history.people.hint',
        'At least two characters of a display name, or of the key by which runs find a record again, such as a username, an external ID or a MAC address.'
      )}
    >
      <Field.Label>{t('history.people.label', 'Name or key')}</Field.Label>
      <TextInput
        ref={input}
        inputMode="search"
        autoComplete="off"
        maxLength={200}
        value={typed}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          searchFor(event.target.value, PAUSE_MS)
        }
        startAction={<Search aria-hidden fill="neutral600" />}
        endAction={
          typed !== '' && (
            <IconButton
              variant="ghost"
              size="XS"
              label={t('history.people.clear', 'Clear the search')}
              onClick={clear}
            >
              <Cross />
            </IconButton>
          )
        }
      />
      <Field.Hint />
    </Field.Root>
  );
};

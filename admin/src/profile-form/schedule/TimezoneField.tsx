import * as React from 'react';

import { Combobox, ComboboxOption } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { LabelledField } from '../fields/LabelledField';

const UTC = 'UTC';

/** `UTC` is in none of the browsers' lists; what is saved may be an older name. */
const zonesWith = (value: string): string[] => [
  ...new Set([UTC, value, ...Intl.supportedValuesOf('timeZone')]),
];

/** "new york" is found in "America/New_York". */
const folded = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ');

/** Finds zones by what is typed in the place of the chosen one. */
const useZoneSearch = (value: string, onChange: (timezone: string) => void) => {
  const [typed, setTyped] = React.useState<string | null>(null);
  const all = zonesWith(value);
  const found = typed === null ? all : all.filter((zone) => folded(zone).includes(folded(typed)));

  const choose = (zone?: string) => {
    // The field tells of nothing where its text is none of the zones; the one before stays.
    if (zone === undefined || zone === '') return;
    setTyped(null);
    onChange(zone);
  };

  return {
    text: typed ?? value,
    found,
    type: (text: string) => setTyped(text === value ? null : text),
    forget: () => setTyped(null),
    choose,
    /** What comes next takes the place of the whole zone, and does not go on behind it. */
    replaceAll: (input: HTMLInputElement) => {
      if (typed === null) input.select();
    },
    /** The only zone that is left need not be pointed at. */
    chooseOnly: () => {
      if (typed !== null && found.length === 1) choose(found[0]);
    },
  };
};

/** The time zone whose clock a schedule follows. */
export const TimezoneField = () => {
  const t = useText();
  const { draft, set, isReadOnly } = useProfileForm();
  const value = draft.schedule.timezone;
  const zones = useZoneSearch(value, (zone) => set('schedule.timezone', zone));

  const onKeyDown = ({
    key,
    ctrlKey,
    metaKey,
    currentTarget,
  }: React.KeyboardEvent<HTMLInputElement>) => {
    if (key.length === 1 && !ctrlKey && !metaKey) zones.replaceAll(currentTarget);
    if (key === 'Enter') zones.chooseOnly();
  };

  return (
    <LabelledField path="schedule.timezone">
      <Combobox
        // The list is made here: the component's own ones show only what begins with the text.
        autocomplete="none"
        value={value}
        textValue={zones.text}
        disabled={isReadOnly}
        noOptionsMessage={() => t('form.timezone.none', 'No time zone is called that.')}
        onKeyDown={onKeyDown}
        onPaste={({ currentTarget }: React.ClipboardEvent<HTMLInputElement>) =>
          zones.replaceAll(currentTarget)
        }
        onTextValueChange={zones.type}
        onOpenChange={(isOpen?: boolean) => {
          if (!isOpen) zones.forget();
        }}
        onBlur={({ currentTarget }: React.FocusEvent<HTMLInputElement>) => {
          // While the list is open the focus goes to one of its zones: it must not move meanwhile.
          if (currentTarget.ariaExpanded !== 'true') zones.forget();
        }}
        onChange={zones.choose}
      >
        {zones.found.map((zone) => (
          <ComboboxOption key={zone} value={zone}>
            {zone}
          </ComboboxOption>
        ))}
      </Combobox>
    </LabelledField>
  );
};

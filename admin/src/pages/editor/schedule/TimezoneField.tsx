import type * as React from 'react';

import { Combobox, ComboboxOption } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { ProfileField } from '../parts/ProfileField';

const UTC = 'UTC';

/** `UTC` is in none of the browsers' lists; what is saved may be an older name. */
const zonesWith = (value: string): string[] => [
  ...new Set([UTC, value, ...Intl.supportedValuesOf('timeZone')]),
];

interface TimezoneFieldProps {
  value: string;
  onChange: (timezone: string) => void;
}

/** The time zone whose clock a schedule follows. */
export const TimezoneField = ({ value, onChange }: TimezoneFieldProps) => {
  const t = useText();
  const { isReadOnly } = useEditor();
  return (
    <ProfileField
      path="schedule.timezone"
      label={t('editor.timezone', 'Time zone')}
      hint={t('editor.timezone.hint', 'Daylight saving time is taken into account.')}
    >
      <Combobox
        value={value}
        defaultTextValue={value}
        disabled={isReadOnly}
        // What is typed takes the place of the zone that is chosen, and does not go on behind it.
        onFocus={({ target }: React.FocusEvent<HTMLInputElement>) => {
          // A click places the caret after it has given the focus.
          setTimeout(() => target.select());
        }}
        onChange={(timezone?: string) => {
          if (timezone !== undefined && timezone !== '') onChange(timezone);
        }}
      >
        {zonesWith(value).map((zone) => (
          <ComboboxOption key={zone} value={zone}>
            {zone}
          </ComboboxOption>
        ))}
      </Combobox>
    </ProfileField>
  );
};

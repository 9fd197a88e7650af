import * as React from 'react';

import { Flex, TextButton } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import type { LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import { valueAt } from '../../../../shared/path';
import { EMPTY_DIRECTORY } from '../../../../shared/profile/ldap';
import { Stack } from '../../components/areas';
import { useText } from '../../hooks/useText';
import { readNames } from '../fields/lists';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import { useSettingTexts } from '../settings';
import { useDirectoryForm } from './directory';

/** The settings of a directory that vendors are known for, by what they are in the table of these. */
const DEFAULTED = {
  filter: 'filter',
  keyAttribute: 'keyAttribute',
  loginAttribute: 'loginAttribute',
  disabledFilter: 'disabledFilter',
  'groups.filter': 'groupFilter',
  'groups.memberAttributes': 'memberAttributes',
} as const satisfies Record<string, keyof LdapVendorDefaults>;

type Defaulted = keyof typeof DEFAULTED;

/** Where empty text stands for none, and not for the default. */
const MAY_BE_NONE: ReadonlySet<Defaulted> = new Set(['keyAttribute', 'disabledFilter']);

const textOf = (value: unknown): string | null => {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : null;
};

/** What the profile says of a setting, null where it takes what the vendor is known for, and what that is. */
const useDefaulted = (setting: Defaulted) => {
  const { set } = useProfileForm();
  const { source, defaults } = useDirectoryForm();
  const unset = valueAt(EMPTY_DIRECTORY, setting);
  const text = textOf(valueAt(source, setting));
  const written = (own: string): unknown => (Array.isArray(unset) ? readNames(own) : own);
  return {
    own: text === '' && !MAY_BE_NONE.has(setting) ? null : text,
    standard: defaults === null ? null : textOf(defaults[DEFAULTED[setting]]),
    vendor: defaults?.name ?? '',
    change: (own: string | null) => set(`source.${setting}`, own === null ? unset : written(own)),
  };
};

/** What the default is, or that it is changed. */
const useDefaultWords = ({ own, standard, vendor }: ReturnType<typeof useDefaulted>): string => {
  const t = useText();
  if (standard === null) {
    return own === null
      ? t('ldap.default.unknown', 'Taken from the kind of directory.')
      : t('ldap.default.changed-unknown', 'Changed.');
  }
  if (own === null) return t('ldap.default.is', 'Default of {vendor}.', { vendor });
  return standard === ''
    ? t('ldap.default.changed-none', 'Changed. {vendor} has none.', { vendor })
    : t('ldap.default.changed', 'Changed. Default of {vendor}: {value}', {
        vendor,
        value: standard,
      });
};

interface DefaultedFieldProps {
  setting: Defaulted;
  isCode?: boolean;
}

/** Something that the vendor of a directory has a default for: shown, changeable, and to be had back. */
export const DefaultedField = ({ setting, isCode = false }: DefaultedFieldProps) => {
  const t = useText();
  const { isReadOnly } = useProfileForm();
  const path = `source.${setting}`;
  const { label, hint } = useSettingTexts()(path);
  const defaulted = useDefaulted(setting);
  const { own, standard, change } = defaulted;
  const words = useDefaultWords(defaulted);
  // The default comes back into an emptied input only when the person has left it.
  const [isCleared, setIsCleared] = React.useState(false);
  const mayBeNone = MAY_BE_NONE.has(setting);
  const shown = own ?? standard ?? '';
  const edit = (text: string) => {
    const isDefault = text.trim() === '' && !mayBeNone;
    setIsCleared(isDefault);
    change(isDefault ? null : text);
  };
  return (
    <Stack gap={1} width="100%" onBlur={() => setIsCleared(false)}>
      <TextField
        path={path}
        hint={`${hint} ${words}`}
        isCode={isCode}
        value={isCleared ? '' : shown}
        placeholder={mayBeNone && shown === '' ? t('ldap.none', 'None') : (standard ?? undefined)}
        onChange={edit}
      />
      {own !== null && !isReadOnly && (
        <Flex>
          <TextButton
            startIcon={<ArrowClockwise />}
            aria-label={t('ldap.default.back-of', 'Back to the default: {field}', { field: label })}
            onClick={() => change(null)}
          >
            {t('ldap.default.back', 'Back to the default')}
          </TextButton>
        </Flex>
      )}
    </Stack>
  );
};

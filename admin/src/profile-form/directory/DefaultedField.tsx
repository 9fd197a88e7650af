import * as React from 'react';

import { Flex, TextButton } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import { useText } from '../../hooks/useText';
import { TextField } from '../fields/TextField';
import type { Path } from '../path';
import { useDirectoryForm } from './DirectoryForm';

interface DefaultedFieldProps {
  path: Path;
  label: string;
  hint: string;
  /** What the profile says; null where it takes what the vendor is known for. */
  own: string | null;
  /** What the vendor is known for, as far as that is known. */
  standard: string | undefined;
  /** Whether empty text stands for none, and not for the default. */
  isEmptyNone?: boolean;
  isCode?: boolean;
  onChange: (own: string | null) => void;
}

/** What the default is, or that it is changed. */
const useDefaultWords = (own: string | null, standard: string | undefined): string => {
  const t = useText();
  const { defaults } = useDirectoryForm();
  if (standard === undefined || defaults === null) {
    return own === null
      ? t('ldap.default.unknown', 'Taken from the kind of directory.')
      : t('ldap.default.changed-unknown', 'Changed.');
  }
  const vendor = defaults.name;
  if (own === null) return t('ldap.default.is', 'Default of {vendor}.', { vendor });
  return standard === ''
    ? t('ldap.default.changed-none', 'Changed. {vendor} has none.', { vendor })
    : t('ldap.default.changed', 'Changed. Default of {vendor}: {value}', {
        vendor,
        value: standard,
      });
};

/** Something that the vendor of a directory has a default for: shown, changeable, and to be had back. */
export const DefaultedField = ({
  path,
  label,
  hint,
  own,
  standard,
  isEmptyNone = false,
  isCode = false,
  onChange,
}: DefaultedFieldProps) => {
  const t = useText();
  const { isReadOnly } = useDirectoryForm();
  const words = useDefaultWords(own, standard);
  // The default comes back into an emptied input only when the person has left it.
  const [isCleared, setIsCleared] = React.useState(false);
  const change = (text: string) => {
    const isDefault = text.trim() === '' && !isEmptyNone;
    setIsCleared(isDefault);
    onChange(isDefault ? null : text);
  };
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={1}
      width="100%"
      onBlur={() => setIsCleared(false)}
    >
      <TextField
        path={path}
        label={label}
        hint={`${hint} ${words}`}
        isCode={isCode}
        value={isCleared ? '' : (own ?? standard ?? '')}
        placeholder={isEmptyNone && (own ?? standard) === '' ? t('ldap.none', 'None') : standard}
        onChange={change}
      />
      {own !== null && !isReadOnly && (
        <Flex>
          <TextButton
            startIcon={<ArrowClockwise />}
            aria-label={t('ldap.default.back-of', 'Back to the default: {field}', { field: label })}
            onClick={() => onChange(null)}
          >
            {t('ldap.default.back', 'Back to the default')}
          </TextButton>
        </Flex>
      )}
    </Flex>
  );
};

/** Which entries are people. */
export const FilterField = () => {
  const t = useText();
  const { source, change, defaults } = useDirectoryForm();
  return (
    <DefaultedField
      path="source.filter"
      label={t('ldap.filter', 'Filter')}
      hint={t('ldap.filter.hint', 'Which entries are read, such as (objectClass=person).')}
      own={source.filter === '' ? null : source.filter}
      standard={defaults?.filter}
      isCode
      onChange={(filter) => change({ filter: filter ?? '' })}
    />
  );
};

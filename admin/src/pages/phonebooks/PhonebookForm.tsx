import * as React from 'react';

import { Field, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';

import {
  PHONEBOOK_FORMATS,
  type PhonebookFormat,
} from '../../../../shared/contracts/remote-phonebooks';
import { type Language, LANGUAGES } from '../../../../shared/languages';
import { Stack } from '../../components/areas';
import { RadioCards } from '../../components/forms/RadioCards';
import { FieldLabel } from '../../components/text';
import { useText } from '../../hooks/useText';
import { ConditionRows } from './ConditionRows';
import type { PhonebookDraft } from './draft';
import { LabelsField } from './LabelsField';
import { LANGUAGE_NAMES, USUAL_ACCESS } from './texts';
import { UserField } from './UserField';
import { useFormatName } from './useFormatName';

interface FormProps {
  draft: PhonebookDraft;
  onChange: (draft: PhonebookDraft) => void;
}

/** What stays as it is once the address is in the phones. */
const PhoneFields = ({ draft, onChange }: FormProps) => {
  const t = useText();
  const formatName = useFormatName();
  return (
    <>
      <Field.Root name="format" width="100%">
        <FieldLabel>{t('phonebooks.format', 'Phones')}</FieldLabel>
        <SingleSelect
          value={draft.format}
          onChange={(chosen: string | number) => {
            const format = chosen as PhonebookFormat;
            onChange({ ...draft, format, access: USUAL_ACCESS[format] });
          }}
        >
          {PHONEBOOK_FORMATS.map((format) => (
            <SingleSelectOption key={format} value={format}>
              {formatName(format)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <RadioCards
        isNarrow
        legend={t('phonebooks.access', 'How does a phone show that it may read it?')}
        name="access"
        value={draft.access}
        cards={[
          {
            value: 'basic',
            title: t('phonebooks.access.basic', 'User name and password'),
            description: t(
              'phonebooks.access.basic-text',
              'Safer: choose this where the phone has fields for them.'
            ),
          },
          {
            value: 'token',
            title: t('phonebooks.access.token', 'Secret in the address'),
            description: t(
              'phonebooks.access.token-text',
              'For phones that take nothing but an address. Whoever sees the address can read the phonebook.'
            ),
          },
        ]}
        onChange={(access) => onChange({ ...draft, access })}
      />
    </>
  );
};

/** What is in a phonebook, and, where it is new, what phones it is for. */
export const PhonebookForm = ({ draft, isNew, onChange }: FormProps & { isNew: boolean }) => {
  const t = useText();
  return (
    <Stack gap={5}>
      <Field.Root
        name="name"
        width="100%"
        required
        hint={t('phonebooks.name.hint', 'Most phones show it above the list.')}
      >
        <FieldLabel>{t('phonebooks.name', 'Name')}</FieldLabel>
        <TextInput
          value={draft.name}
          maxLength={60}
          onChange={({ target }: React.ChangeEvent<HTMLInputElement>) =>
            onChange({ ...draft, name: target.value })
          }
        />
        <Field.Hint />
      </Field.Root>
      {isNew && <PhoneFields draft={draft} onChange={onChange} />}
      <Field.Root name="language" width="100%">
        <FieldLabel>{t('phonebooks.language', 'Language on the phone')}</FieldLabel>
        <SingleSelect
          value={draft.language}
          onChange={(language: string | number) =>
            onChange({ ...draft, language: language as Language })
          }
        >
          {LANGUAGES.map((language) => (
            <SingleSelectOption key={language} value={language}>
              {LANGUAGE_NAMES[language]}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <LabelsField labels={draft.labels} onChange={(labels) => onChange({ ...draft, labels })} />
      <ConditionRows
        conditions={draft.conditions}
        onChange={(conditions) => onChange({ ...draft, conditions })}
      />
      <UserField
        user={draft.user}
        name={draft.userName}
        onChange={(user, userName) => onChange({ ...draft, user, userName })}
      />
    </Stack>
  );
};

import * as React from 'react';

import { Combobox, ComboboxOption, Field, Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { Stack } from '../../components/areas';
import { FieldLabel } from '../../components/text';
import { useSettled } from '../../hooks/useSettled';
import { useText } from '../../hooks/useText';
import { useGetPhonebookLabelsQuery } from '../../services/remote-phonebooks';

interface LabelsFieldProps {
  labels: string[];
  onChange: (labels: string[]) => void;
}

/** The labels that can be added: those that entries have, and what is typed, which none may have yet. */
const useOffered = (labels: string[], typed: string): string[] => {
  const { data: known = [] } = useGetPhonebookLabelsQuery(useSettled(typed));
  const offered = known.filter((label) => label.toLowerCase().includes(typed.toLowerCase()));
  const all = typed === '' || known.includes(typed) ? offered : [...offered, typed];
  return all.filter((label) => !labels.includes(label));
};

/** Which labels entries have to have, any of them; whatever they have while none is chosen. */
export const LabelsField = ({ labels, onChange }: LabelsFieldProps) => {
  const t = useText();
  const [text, setText] = React.useState('');
  const offered = useOffered(labels, text.trim());

  const added = React.useRef<string | null>(null);

  const add = (label?: string) => {
    if (label === undefined || label === '' || labels.includes(label)) return;
    added.current = label;
    onChange([...labels, label]);
  };

  /** What is chosen comes as the field's text, too: it stands above the field, which is for the next one. */
  const type = (typed = '') => {
    setText(typed === added.current ? '' : typed);
    added.current = null;
  };

  return (
    <Field.Root
      name="labels"
      width="100%"
      hint={t(
        'phonebooks.labels.hint',
        'Entries that have any of them; one that no entry has yet can be typed. Without labels and conditions everybody with a number is in it.'
      )}
    >
      <FieldLabel>{t('phonebooks.labels', 'Only entries with these labels')}</FieldLabel>
      <Stack gap={2}>
        {labels.length > 0 && (
          <Flex gap={2} wrap="wrap">
            {labels.map((label) => (
              <Tag
                key={label}
                icon={<Cross aria-hidden />}
                label={t('phonebooks.labels.remove', 'Remove label {label}', { label })}
                onClick={() => onChange(labels.filter((other) => other !== label))}
              >
                {label}
              </Tag>
            ))}
          </Flex>
        )}
        <Combobox
          // The list is made by the server.
          autocomplete="none"
          placeholder={t('phonebooks.labels.add', 'Add a label')}
          value=""
          textValue={text}
          noOptionsMessage={() => t('phonebooks.labels.none', 'No other label.')}
          onTextValueChange={type}
          onChange={add}
        >
          {offered.map((label) => (
            <ComboboxOption key={label} value={label}>
              {label}
            </ComboboxOption>
          ))}
        </Combobox>
      </Stack>
      <Field.Hint />
    </Field.Root>
  );
};

import * as React from 'react';

import { Button, Field, Flex, IconButton, TextInput, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { InputRenderer, useField } from '@strapi/strapi/admin';

import { FieldLabel } from '../components/text';
import { Stack } from '../components/areas';
import { useText } from '../hooks/useText';
import { PLUGIN_ID } from '../pluginId';
import { useEditedList } from '../profile-form/edited-list';

/** What the content manager hands to an input. */
interface InputProps {
  name: string;
  label: string;
  hint?: React.ReactNode;
  labelAction?: React.ReactNode;
  disabled?: boolean;
  required?: boolean;
}

interface ItemProps<Item> {
  item: Item;
  /** Names the item for those who do not see the list. */
  label: string;
  disabled: boolean;
  isFocused: boolean;
  onChange: (item: Item) => void;
}

/** What a list is made of. */
interface ItemKind<Item> {
  empty: Item;
  isItem: (value: unknown) => value is Item;
  isFilled: (item: Item) => boolean;
  Item: (props: ItemProps<Item>) => React.ReactElement;
}

interface ItemTextProps extends Omit<ItemProps<string>, 'item'> {
  value: string;
  placeholder?: string;
}

const ItemText = ({ value, label, isFocused, onChange, ...rest }: ItemTextProps) => (
  <Field.Root width="100%">
    <TextInput
      {...rest}
      aria-label={label}
      value={value}
      autoFocus={isFocused}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
  </Field.Root>
);

const TEXT: ItemKind<string> = {
  empty: '',
  isItem: (value) => typeof value === 'string',
  isFilled: (item) => item.trim() !== '',
  Item: ({ item, ...props }) => <ItemText {...props} value={item} />,
};

interface Label {
  name: string;
  value: string;
}

const LabelItem = ({ item, label, isFocused, disabled, onChange }: ItemProps<Label>) => {
  const t = useText();
  const words = {
    name: t('content.label.name', 'Name'),
    value: t('content.label.value', 'Value'),
  };
  return (
    <Flex gap={2} width="100%">
      {(['name', 'value'] as const).map((part) => (
        <ItemText
          key={part}
          value={item[part]}
          label={`${label}: ${words[part]}`}
          placeholder={words[part]}
          disabled={disabled}
          isFocused={isFocused && part === 'name'}
          onChange={(text) => onChange({ ...item, [part]: text })}
        />
      ))}
    </Flex>
  );
};

const LABEL: ItemKind<Label> = {
  empty: { name: '', value: '' },
  isItem: (value): value is Label =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 2 &&
    'name' in value &&
    'value' in value &&
    typeof value.name === 'string' &&
    typeof value.value === 'string',
  isFilled: ({ name, value }) => name.trim() !== '' || value.trim() !== '',
  Item: LabelItem,
};

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

interface ItemListProps<Item> extends InputProps {
  kind: ItemKind<Item>;
  items: Item[];
}

const ItemList = <Item,>({ kind, items: stored, ...props }: ItemListProps<Item>) => {
  const { name, label, hint, labelAction, disabled = false, required = false } = props;
  const t = useText();
  const field = useField<Item[] | null>(name);
  // What has been added is no item before something is in it.
  const [shown, setShown] = React.useState<Item[]>(stored);
  const items = isSame(shown.filter(kind.isFilled), stored) ? shown : stored;
  const list = useEditedList(items, (next) => {
    const filled = next.filter(kind.isFilled);
    setShown(next);
    field.onChange(name, filled.length > 0 ? filled : null);
  });
  return (
    <Field.Root name={name} error={field.error} hint={hint} required={required} width="100%">
      <FieldLabel action={labelAction}>{label}</FieldLabel>
      <Stack gap={2} role="group" aria-label={label}>
        {items.length === 0 && (
          <Typography textColor="neutral600">{t('content.list.none', 'None')}</Typography>
        )}
        {items.map((item, place) => {
          const itemLabel = `${label} ${place + 1}`;
          return (
            <Flex key={`${list.removals}-${place}`} gap={2}>
              <kind.Item
                item={item}
                label={itemLabel}
                disabled={disabled}
                isFocused={list.isNew(place)}
                onChange={(next) => list.replace(place, next)}
              />
              {!disabled && (
                <IconButton
                  label={t('content.list.remove', 'Remove {item}', { item: itemLabel })}
                  onClick={() => list.remove(place)}
                >
                  <Trash />
                </IconButton>
              )}
            </Flex>
          );
        })}
        {!disabled && (
          <Flex>
            <Button
              ref={list.button}
              size="S"
              variant="secondary"
              startIcon={<Plus />}
              aria-label={t('content.list.add-to', 'Add: {list}', { list: label })}
              onClick={() => list.add(kind.empty)}
            >
              {t('content.list.add', 'Add')}
            </Button>
          </Flex>
        )}
      </Stack>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** A list as one; anything else that an app may have stored there as Strapi shows it. */
const inputOf = <Item,>(kind: ItemKind<Item>) => {
  const ListInput = (props: InputProps) => {
    const { value } = useField<unknown>(props.name);
    const items: unknown = value ?? [];
    return Array.isArray(items) && items.every(kind.isItem) ? (
      <ItemList {...props} kind={kind} items={items} />
    ) : (
      <InputRenderer {...props} type="json" />
    );
  };
  // The content manager calls its inputs with the properties of a field, which its type does not say.
  return ListInput as React.ComponentType;
};

/** Inputs for what is kept as JSON, by the kind of the attribute. */
export const INPUTS = {
  list: { type: `${PLUGIN_ID}.list`, Component: inputOf(TEXT) },
  labels: { type: `${PLUGIN_ID}.labels`, Component: inputOf(LABEL) },
};

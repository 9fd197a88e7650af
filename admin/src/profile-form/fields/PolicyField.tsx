import { Typography } from '@strapi/design-system';

import { Stack } from '../../components/areas';
import { RadioCards, type RadioCard } from '../../components/forms/RadioCards';
import { type FieldProps, useField, useMessageAt } from '../form-context';
import { useSettingTexts } from '../settings';

interface PolicyFieldProps<Value extends string> extends FieldProps<Value> {
  /** What is to be said of some of the options beyond what they mean, and options beyond those that are known. */
  cards?: Partial<Record<Value, Partial<RadioCard<Value>>>>;
}

/** A choice of one, each option with what it means, and what is wrong with the choice. */
export const PolicyField = <Value extends string>({
  label,
  cards = {},
  ...field
}: PolicyFieldProps<Value>) => {
  const { value, change, isDisabled } = useField<Value>(field);
  const texts = useSettingTexts()(field.path);
  const message = useMessageAt()(field.path);
  const { choices = {}, meanings = {} } = texts;
  const options = [...new Set([...Object.keys(choices), ...Object.keys(cards)])] as Value[];
  return (
    <Stack gap={2}>
      <RadioCards
        legend={label ?? texts.label}
        name={field.path}
        value={value}
        isInvalid={message !== undefined}
        cards={options.map((option) => {
          const [title = '', description = ''] = [choices[option], meanings[option]];
          const card = { value: option, title, description, ...cards[option] };
          return { ...card, isDisabled: isDisabled || card.isDisabled };
        })}
        onChange={change}
      />
      {message !== undefined && (
        <Typography tag="p" variant="pi" textColor="danger600">
          {message}
        </Typography>
      )}
    </Stack>
  );
};

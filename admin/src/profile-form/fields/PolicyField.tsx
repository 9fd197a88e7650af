import { Flex, Typography } from '@strapi/design-system';

import { RadioCards, type RadioCard } from '../../components/forms/RadioCards';
import { type FieldProps, useField, useMessageAt } from '../form-context';

interface PolicyFieldProps<Value extends string> extends FieldProps<Value> {
  cards: RadioCard<Value>[];
}

/** A choice of one, each option with what it means, and what is wrong with the choice. */
export const PolicyField = <Value extends string>({
  label,
  cards,
  ...field
}: PolicyFieldProps<Value>) => {
  const { value, change, isDisabled } = useField<Value>(field);
  const message = useMessageAt()(field.path);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <RadioCards
        legend={label}
        name={field.path}
        value={value}
        isInvalid={message !== undefined}
        cards={cards.map((card) => ({ ...card, isDisabled: isDisabled || card.isDisabled }))}
        onChange={change}
      />
      {message !== undefined && (
        <Typography tag="p" variant="pi" textColor="danger600">
          {message}
        </Typography>
      )}
    </Flex>
  );
};

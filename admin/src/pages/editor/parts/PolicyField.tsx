import { Flex, Typography } from '@strapi/design-system';

import { RadioCards, type RadioCard } from '../../../components/forms/RadioCards';
import { useEditor } from '../editor-context';
import { messageOf } from '../../../profile-form/problems';

interface PolicyFieldProps<Value extends string> {
  path: string;
  label: string;
  value: Value;
  cards: RadioCard<Value>[];
  isDisabled?: boolean;
  onChange: (value: Value) => void;
}

/** A choice of one, each option with what it means, and what is wrong with the choice. */
export const PolicyField = <Value extends string>({
  path,
  label,
  value,
  cards,
  isDisabled = false,
  onChange,
}: PolicyFieldProps<Value>) => {
  const { problems, isReadOnly } = useEditor();
  const message = messageOf(problems, path);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <RadioCards
        legend={label}
        name={path}
        value={value}
        cards={cards.map((card) => ({
          ...card,
          isDisabled: isReadOnly || isDisabled || card.isDisabled,
        }))}
        onChange={onChange}
      />
      {message !== undefined && (
        <Typography tag="p" variant="pi" textColor="danger600">
          {message}
        </Typography>
      )}
    </Flex>
  );
};

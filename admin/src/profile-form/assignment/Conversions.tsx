import * as React from 'react';

import {
  Box,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextButton,
  Typography,
} from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import type { Conversion } from '../../../../shared/profile/fields';
import { Muted } from '../../components/text';
import { useCountry } from '../../hooks/useCountry';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import {
  added,
  type ConversionName,
  CONVERSIONS,
  nameOf,
  newConversion,
  withConversions,
} from './conversions';
import { ConversionSettings } from './ConversionSettings';
import { useFieldTable } from './table-context';
import { useConversionWords } from './useFieldWords';
import type { ValueProps } from './ValueSource';

type ConvertedProps = ValueProps & { value: NonNullable<ValueProps['value']> };

/** What is done with a value, step by step, and what more can be done. */
const ConversionList = ({ path, type, label, value, onChange }: ConvertedProps) => {
  const t = useText();
  const words = useConversionWords();
  const { isReadOnly } = useProfileForm();
  const { columns } = useFieldTable();
  const { convert = [] } = value;
  const change = (next: Conversion[]) => onChange(withConversions(value, next));
  const country = useCountry(navigator.language);
  const add = (name: ConversionName) => {
    const column = columns.find((one) => one !== value.column) ?? value.column ?? '';
    change(added(convert, newConversion(name, { country, column })));
  };
  const title = t('form.convert.add', 'Add to the cleaning up of {field}', { field: label });
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={3}
      padding={3}
      hasRadius
      background="neutral100"
    >
      {convert.length > 0 && (
        <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
          {convert.map((conversion, place) => (
            <Box key={`${place} ${nameOf(conversion)}`} tag="li">
              <Flex justifyContent="space-between" gap={2}>
                <Typography>{words[nameOf(conversion)]}</Typography>
                {!isReadOnly && (
                  <IconButton
                    size="XS"
                    label={t('form.convert.remove', 'Leave out: {step}', {
                      step: words[nameOf(conversion)],
                    })}
                    onClick={() => change(convert.toSpliced(place, 1))}
                  >
                    <Trash />
                  </IconButton>
                )}
              </Flex>
              <ConversionSettings
                path={`${path}.convert.${place}`}
                isOfUser={type !== 'user'}
                conversion={conversion}
                onChange={(next) => change(convert.with(place, next))}
              />
            </Box>
          ))}
        </Flex>
      )}
      {!isReadOnly && (
        <SingleSelect
          size="S"
          aria-label={title}
          placeholder={t('form.convert.choose', 'What is to be done with it?')}
          value=""
          onChange={(name) => add(name as ConversionName)}
        >
          {CONVERSIONS.map((name) => (
            <SingleSelectOption key={name} value={name}>
              {words[name]}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      )}
    </Flex>
  );
};

/** Cleans a value up on its way; closed, it says what is done. */
export const Conversions = (props: ConvertedProps) => {
  const t = useText();
  const words = useConversionWords();
  const { isReadOnly } = useProfileForm();
  const [isOpen, setIsOpen] = React.useState(false);
  const { convert = [] } = props.value;
  if (isReadOnly && convert.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={2} wrap="wrap">
        <TextButton
          aria-expanded={isOpen}
          aria-label={t('form.convert.of', 'Clean up {field}', { field: props.label })}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('form.convert', 'Clean up')}
        </TextButton>
        {!isOpen && convert.length > 0 && (
          <Muted>{convert.map((one) => words[nameOf(one)]).join(' · ')}</Muted>
        )}
      </Flex>
      {isOpen && <ConversionList {...props} />}
    </Flex>
  );
};

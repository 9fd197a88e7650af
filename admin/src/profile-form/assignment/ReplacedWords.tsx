import * as React from 'react';

import { Button, Field, Flex, TextInput } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { useText } from '../../hooks/useText';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import type { ConversionOf, SettingsProps } from './conversions';

type Pair = [from: string, to: string];

const EMPTY: Pair = ['', ''];

const mapOf = (pairs: Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.filter(([from]) => from.trim() !== ''));

/**
 * Words and what replaces them, one below the other; an emptied line goes away with the next change of
 * the table. What is being typed is kept here: half a word may be another word's.
 */
export const ReplacedWords = ({
  path,
  conversion,
  onChange,
}: SettingsProps<ConversionOf<'map'>>) => {
  const t = useText();
  const { isReadOnly } = useProfileForm();
  const [pairs, setPairs] = React.useState<Pair[]>(() => {
    const stored = Object.entries(conversion.map);
    return stored.length > 0 ? stored : [EMPTY];
  });
  const change = (next: Pair[]) => {
    setPairs(next);
    onChange({ ...conversion, map: mapOf(next) });
  };
  const input = (place: number, side: 0 | 1, label: string) => (
    <Field.Root name={`${path}.map.${place}.${side}`} flex="1" minWidth={0}>
      <TextInput
        aria-label={label}
        placeholder={label}
        disabled={isReadOnly}
        value={pairs[place]?.[side] ?? ''}
        onChange={({ target }: React.ChangeEvent<HTMLInputElement>) => {
          const [from, to] = pairs[place] ?? EMPTY;
          change(pairs.with(place, side === 0 ? [target.value, to] : [from, target.value]));
        }}
      />
    </Field.Root>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {pairs.map((_pair, place) => (
        <Flex key={place} gap={2}>
          {input(place, 0, t('form.convert.word', 'Word'))}
          <span aria-hidden>→</span>
          {input(place, 1, t('form.convert.replacement', 'Replacement'))}
        </Flex>
      ))}
      {!isReadOnly && (
        <Flex>
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            onClick={() => setPairs([...pairs, EMPTY])}
          >
            {t('form.convert.another-word', 'Another word')}
          </Button>
        </Flex>
      )}
      <TextField
        path={`${path}.otherwise`}
        label={t('form.convert.otherwise', 'All other words become')}
        hint={t('form.convert.otherwise.hint', 'Empty: they stay as they are.')}
        value={conversion.otherwise ?? ''}
        onChange={(otherwise) =>
          onChange(otherwise === '' ? { map: conversion.map } : { map: conversion.map, otherwise })
        }
      />
    </Flex>
  );
};

import * as React from 'react';

import {
  Box,
  Field,
  Grid,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { styled } from 'styled-components';

import { type Text, useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { type Preset, PRESETS, readPreset, writePreset } from './presets';

// The browser draws its icon black, in a dark theme too.
const Clock = styled(Box)`
  & input::-webkit-calendar-picker-indicator {
    filter: invert(50%);
  }
`;

const presetWords = (t: Text): Record<Preset, string> => ({
  hourly: t('form.preset.hourly', 'Every hour'),
  daily: t('form.preset.daily', 'Every day'),
  weekdays: t('form.preset.weekdays', 'Monday to Friday'),
  weekly: t('form.preset.weekly', 'Every Monday'),
  own: t('form.preset.own', 'Other times'),
});

/** The schedules that most people need, without cron. */
export const PresetFields = () => {
  const t = useText();
  const { draft, set, isReadOnly } = useProfileForm();
  const { preset, time } = readPreset(draft.schedule.cron);
  const words = presetWords(t);

  const choose = (chosen: string | number) => {
    const wanted = PRESETS.find((name) => name === chosen) ?? 'own';
    const cron = writePreset({ preset: wanted, time });
    if (cron !== null) set('schedule.cron', cron);
  };

  const setTime = ({ target }: React.ChangeEvent<HTMLInputElement>) => {
    const cron = target.value === '' ? null : writePreset({ preset, time: target.value });
    if (cron !== null) set('schedule.cron', cron);
  };

  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <Field.Root name="schedule.preset" width="100%">
          <Field.Label>{t('form.preset', 'How often')}</Field.Label>
          <SingleSelect value={preset} disabled={isReadOnly} onChange={choose}>
            {PRESETS.map((name) => (
              <SingleSelectOption key={name} value={name} disabled={name === 'own'}>
                {words[name]}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Grid.Item>
      {preset !== 'hourly' && preset !== 'own' && (
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <Field.Root name="schedule.time" width="100%">
            <Field.Label>{t('form.preset.time', 'At')}</Field.Label>
            <Clock width="100%">
              <TextInput type="time" value={time} disabled={isReadOnly} onChange={setTime} />
            </Clock>
          </Field.Root>
        </Grid.Item>
      )}
    </Grid.Root>
  );
};

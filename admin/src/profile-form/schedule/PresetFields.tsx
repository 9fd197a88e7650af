import * as React from 'react';

import { Box, TextInput } from '@strapi/design-system';
import { styled } from 'styled-components';

import { ChoiceField } from '../fields/ChoiceField';
import { LabelledField } from '../fields/LabelledField';
import { Row } from '../fields/Row';
import { useProfileForm } from '../form-context';
import { useSettingTexts } from '../settings';
import { type Preset, PRESETS, readPreset, writePreset } from './presets';

// The browser draws its icon black, in a dark theme too.
const Clock = styled(Box)`
  & input::-webkit-calendar-picker-indicator {
    filter: invert(50%);
  }
`;

/** The schedules that most people need, without cron. */
export const PresetFields = () => {
  const { draft, set, isReadOnly } = useProfileForm();
  const { preset, time } = readPreset(draft.schedule.cron);

  const { choices = {} } = useSettingTexts()('schedule.preset');
  // Other times are entered as a cron expression; they are none to choose.
  const offered = PRESETS.filter((name) => name !== 'own' || preset === 'own');

  const change = (chosen: Preset, at: string) => {
    const cron = at === '' ? null : writePreset({ preset: chosen, time: at });
    if (cron !== null) set('schedule.cron', cron);
  };

  return (
    <Row widths={6}>
      <ChoiceField
        path="schedule.preset"
        value={preset}
        choices={offered.map((value) => ({ value, label: choices[value] ?? value }))}
        onChange={(chosen) => change(chosen, time)}
      />
      {preset !== 'hourly' && preset !== 'own' && (
        <LabelledField path="schedule.time">
          <Clock width="100%">
            <TextInput
              type="time"
              value={time}
              disabled={isReadOnly}
              onChange={({ target }: React.ChangeEvent<HTMLInputElement>) =>
                change(preset, target.value)
              }
            />
          </Clock>
        </LabelledField>
      )}
    </Row>
  );
};

import * as React from 'react';

import { Box, Flex, TextInput, Toggle, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { Schedule } from '../../../../shared/profile';
import { Notice } from '../../components/feedback/Notice';
import { Muted } from '../../components/text';
import { usePermissions } from '../../hooks/usePermissions';
import { useSettled } from '../../hooks/useSettled';
import { useText } from '../../hooks/useText';
import { usePreviewScheduleQuery } from '../../services/profiles';
import { scheduleInWords } from '../../utils/schedule-words';
import { kindOf } from '../../utils/source-kind';
import { CheckField } from '../fields/CheckField';
import { ChoiceField } from '../fields/ChoiceField';
import { LabelledField } from '../fields/LabelledField';
import { Row } from '../fields/Row';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { useSettingTexts } from '../settings';
import { type Preset, PRESETS, readPreset, writePreset } from './presets';
import { TimezoneField } from './TimezoneField';

const SHOWN_TIMES = 5;

// The browser draws its icon black, in a dark theme too.
const Clock = styled(Box)`
  & input::-webkit-calendar-picker-indicator {
    filter: invert(50%);
  }
`;

/** The schedules that most people need, without cron. */
const PresetFields = () => {
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

/** A schedule in words, and the times that come next, by the clock of its time zone. */
const NextTimes = ({ schedule }: { schedule: Schedule }) => {
  const t = useText();
  const { locale, formatDate } = useIntl();
  const { canEdit } = usePermissions();
  const settled = useSettled(schedule);
  const words = scheduleInWords(schedule.cron, locale);
  const preview = usePreviewScheduleQuery(
    { schedule: settled, count: SHOWN_TIMES },
    { skip: !canEdit || words === null }
  );
  // Those of the schedule before would stand under the words of this one.
  const isCurrent = words !== null && settled === schedule && !preview.isError;
  const times = isCurrent ? (preview.currentData ?? []) : [];
  return (
    <Box background="neutral100" hasRadius padding={4} aria-live="polite">
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <Typography fontWeight="bold">
          {words ?? t('form.schedule.invalid', 'This is no schedule yet.')}
        </Typography>
        {times.length > 0 && (
          <>
            <Muted>
              {t('form.schedule.next', 'The next times, by the clock of {timezone}:', {
                timezone: settled.timezone,
              })}
            </Muted>
            <ul>
              {times.map((time) => (
                <Typography key={time} tag="li" variant="pi">
                  <time dateTime={time}>
                    {formatDate(time, {
                      dateStyle: 'full',
                      timeStyle: 'short',
                      timeZone: settled.timezone,
                    })}
                  </time>
                </Typography>
              ))}
            </ul>
          </>
        )}
      </Flex>
    </Box>
  );
};

/** When the profile runs by itself. */
export const ScheduleSection = () => {
  const t = useText();
  const { draft, set, isReadOnly } = useProfileForm();
  const { schedule, mode, source } = draft;
  const isReplace = mode === 'replace';
  return (
    <Section of="schedule">
      {isReplace && (
        <Notice variant="warning">
          {t(
            'form.schedule.replace',
            'A profile that replaces all users cannot be scheduled, because each of its runs has to be confirmed. Choose another mode under Basic data.'
          )}
        </Notice>
      )}
      {!isReplace && source.type === 'push' && (
        <Notice>
          {t(
            'form.schedule.push',
            'This profile runs whenever a program sends rows to it. It cannot have a schedule as well.'
          )}
        </Notice>
      )}
      {!isReplace && kindOf(source) === 'upload' && (
        <Notice>
          {t(
            'form.schedule.upload',
            'The file of this profile is uploaded by hand: each run reads the same file until you replace it. A schedule makes more sense with a file that is fetched from an address, or with a directory.'
          )}
        </Notice>
      )}
      <LabelledField path="schedule.enabled">
        <Box maxWidth="32rem">
          <Toggle
            onLabel={t('form.schedule.on', 'On')}
            offLabel={t('form.schedule.off', 'Off')}
            checked={schedule.enabled}
            disabled={isReadOnly || (isReplace && !schedule.enabled)}
            onChange={() => set('schedule.enabled', !schedule.enabled)}
          />
        </Box>
      </LabelledField>
      <PresetFields />
      <Row widths={6}>
        <TextField path="schedule.cron" />
        <TimezoneField />
      </Row>
      <CheckField path="schedule.catchUp" />
      <NextTimes schedule={schedule} />
      {!schedule.enabled && (
        <Muted>
          {t('form.schedule.is-off', 'Switched off at the moment: none of these runs takes place.')}
        </Muted>
      )}
    </Section>
  );
};

import { Box, Grid, Toggle, Typography } from '@strapi/design-system';

import type { Schedule } from '../../../../../shared/profile';
import { Notice } from '../../../components/feedback/Notice';
import { useText } from '../../../hooks/useText';
import { kindOf } from '../../../utils/source-kind';
import { useEditor } from '../editor-context';
import { Panel } from '../parts/Panel';
import { ProfileField } from '../parts/ProfileField';
import { TextField } from '../parts/TextField';
import { NextTimes } from './NextTimes';
import { PresetFields } from './PresetFields';
import { TimezoneField } from './TimezoneField';

/** When the profile runs by itself. */
export const ScheduleTab = () => {
  const t = useText();
  const { draft, change, isReadOnly } = useEditor();
  const { schedule, mode, source } = draft;
  const set = (part: Partial<Schedule>) => change('schedule', { ...schedule, ...part });
  const isReplace = mode === 'replace';
  return (
    <Panel
      title={t('editor.schedule', 'Schedule')}
      description={t(
        'editor.schedule.description',
        'The profile runs by itself at these times. The limits under Safety hold for each of these runs.'
      )}
    >
      {isReplace && (
        <Notice variant="warning">
          {t(
            'editor.schedule.replace',
            'A profile that replaces all users cannot be scheduled, because each of its runs has to be confirmed. Choose another mode under Basic data.'
          )}
        </Notice>
      )}
      {!isReplace && kindOf(source) === 'upload' && (
        <Notice>
          {t(
            'editor.schedule.upload',
            'The file of this profile is uploaded by hand: each run reads the same file until you replace it. A schedule makes more sense with a file that is fetched from an address, or with a directory.'
          )}
        </Notice>
      )}
      <ProfileField path="schedule.enabled" label={t('editor.schedule.enabled', 'Runs by itself')}>
        <Box maxWidth="32rem">
          <Toggle
            onLabel={t('editor.schedule.on', 'On')}
            offLabel={t('editor.schedule.off', 'Off')}
            checked={schedule.enabled}
            disabled={isReadOnly || (isReplace && !schedule.enabled)}
            onChange={() => set({ enabled: !schedule.enabled })}
          />
        </Box>
      </ProfileField>
      <PresetFields schedule={schedule} onChange={(cron) => set({ cron })} />
      <Grid.Root gap={4}>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <TextField
            path="schedule.cron"
            label={t('editor.schedule.cron', 'Cron expression')}
            hint={t(
              'editor.schedule.cron.hint',
              'Five fields: minute, hour, day of the month, month, day of the week.'
            )}
            value={schedule.cron}
            onChange={(cron) => set({ cron })}
          />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <TimezoneField value={schedule.timezone} onChange={(timezone) => set({ timezone })} />
        </Grid.Item>
      </Grid.Root>
      <NextTimes schedule={schedule} />
      {!schedule.enabled && (
        <Typography variant="pi" textColor="neutral600">
          {t(
            'editor.schedule.is-off',
            'Switched off at the moment: none of these runs takes place.'
          )}
        </Typography>
      )}
    </Panel>
  );
};

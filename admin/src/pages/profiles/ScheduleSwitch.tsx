import { Switch, Tooltip } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { ProfileListItem } from '../../../../shared/contracts/profiles';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useText } from '../../hooks/useText';
import { useSwitchScheduleMutation } from '../../services/profiles';

/** The design system's is red when it is off, as if that were an error. */
const CalmSwitch = styled(Switch)`
  &[data-state='unchecked'] {
    background-color: ${({ theme }) => theme.colors.neutral500};
  }
`;

interface ScheduleSwitchProps {
  profile: ProfileListItem;
  isEditable: boolean;
}

/** Switches the schedule of a profile on and off. */
export const ScheduleSwitch = ({ profile, isEditable }: ScheduleSwitchProps) => {
  const t = useText();
  const showError = useErrorNotification();
  const [switchSchedule, { isLoading }] = useSwitchScheduleMutation();
  const { id, name, mode, schedule, problems } = profile;
  const isReplace = mode === 'replace';

  const toggle = async (enabled: boolean) => {
    const answer = await switchSchedule({ id, enabled });
    if ('error' in answer) showError(answer.error);
  };

  const control = (
    <CalmSwitch
      aria-label={t('profiles.enabled-label', 'Schedule of {name}', { name })}
      checked={schedule.enabled}
      disabled={!isEditable || isLoading || problems.length > 0 || (isReplace && !schedule.enabled)}
      onCheckedChange={(enabled: boolean) => void toggle(enabled)}
    />
  );
  return isReplace ? (
    <Tooltip
      label={t('profiles.replace-by-hand', 'A profile that replaces all users runs by hand only')}
    >
      <span>{control}</span>
    </Tooltip>
  ) : (
    control
  );
};

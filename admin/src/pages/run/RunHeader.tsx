import { Flex, Link, Typography } from '@strapi/design-system';
import { BackButton, Layouts } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { Moment } from '../../components/Moment';
import { StatusBadge } from '../../components/StatusBadge';
import { paths } from '../../constants';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { RunActions } from './actions/RunActions';
import type { ActionKind } from './actions/available';

interface RunHeaderProps {
  run: RunDetail;
  onAction: (action: ActionKind) => void;
}

/** Which run this is, how it ended and what can be done with it. */
export const RunHeader = ({ run, onAction }: RunHeaderProps) => {
  const t = useText();
  const words = useRunWords();
  const { canRead } = usePermissions();
  return (
    <Layouts.Header
      navigationAction={<BackButton fallback={paths.runs} />}
      title={run.profile}
      subtitle={
        <Flex gap={3} wrap="wrap">
          <Typography variant="epsilon" textColor="neutral600">
            {words.kind(run.kind)} · <Moment time={run.startedAt} />
          </Typography>
          <StatusBadge status={run.status} />
          {canRead && (
            <Link tag={NavLink} to={paths.profile(run.profileId)}>
              {t('run.open-profile', 'Open profile')}
            </Link>
          )}
        </Flex>
      }
      primaryAction={<RunActions run={run} onAction={onAction} />}
    />
  );
};

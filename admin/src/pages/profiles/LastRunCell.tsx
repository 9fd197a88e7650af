import { Flex, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import type { LastRun } from '../../../../shared/contracts/profile-views';
import { RelativeTime } from '../../components/RelativeTime';
import { StatusBadge } from '../../components/StatusBadge';
import { paths } from '../../constants';
import { useText } from '../../hooks/useText';
import { totalCounts } from '../../utils/total-counts';

const PlainLink = styled(Link)`
  text-decoration: none;
  color: inherit;

  &:hover {
    text-decoration: underline;
  }
`;

interface LastRunCellProps {
  run: LastRun | null;
  /** False for people who may not see runs. */
  isLinked: boolean;
}

/** When a profile ran last, how that ended and what it changed. */
export const LastRunCell = ({ run, isLinked }: LastRunCellProps) => {
  const t = useText();
  if (run === null) {
    return <Typography textColor="neutral600">{t('profiles.never-run', 'Never run')}</Typography>;
  }
  const { create, update, remove, error } = totalCounts(run.counts);
  const parts = [
    create > 0 && t('profiles.created', '{count, number} created', { count: create }),
    update > 0 && t('profiles.updated', '{count, number} updated', { count: update }),
    remove > 0 && t('profiles.removed', '{count, number} removed', { count: remove }),
    error > 0 && t('profiles.failed', '{count, number} failed', { count: error }),
  ].filter((part) => part !== false);
  const wasWritten = run.status !== 'held' && run.status !== 'rejected';
  const changes =
    parts.length > 0 ? parts.join(', ') : t('profiles.nothing-changed', 'nothing changed');

  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {isLinked ? (
        <PlainLink to={paths.run(run.id)}>
          <StatusBadge status={run.status} />
        </PlainLink>
      ) : (
        <StatusBadge status={run.status} />
      )}
      <Typography variant="pi" textColor="neutral600">
        <RelativeTime time={run.startedAt} />
        {wasWritten && run.status !== 'running' && ` · ${changes}`}
      </Typography>
    </Flex>
  );
};

import { Flex, Typography } from '@strapi/design-system';

import type { LastRun } from '../../../../shared/contracts/profiles';
import { StatusBadge } from '../../components/badges';
import { PlainLink } from '../../components/links';
import { RelativeTime } from '../../components/times';
import { paths } from '../../constants';
import { useText } from '../../hooks/useText';
import { outcomesOf, outcomeText } from '../../utils/outcome';
import { hasOnlyPlan } from '../../utils/totals';

interface LastRunCellProps {
  run: LastRun | null;
  /** The test run that is going on. */
  testRun: string | null;
  /** False for people who may not see runs. */
  isLinked: boolean;
}

const Testing = ({ run, isLinked }: { run: string; isLinked: boolean }) => {
  const t = useText();
  const text = (
    <Typography variant="pi" fontWeight="bold" textColor="primary600">
      {t('profiles.testing', 'testing …')}
    </Typography>
  );
  return isLinked ? <PlainLink to={paths.run(run)}>{text}</PlainLink> : text;
};

const RealRun = ({ run, isLinked }: Omit<LastRunCellProps, 'testRun'>) => {
  const t = useText();
  if (run === null) {
    return <Typography textColor="neutral600">{t('profiles.never-run', 'Never run')}</Typography>;
  }
  const [main] = outcomesOf({ ...run.counts, purpose: 'import' });
  const wasWritten = !hasOnlyPlan(run.status);
  const changes = main
    ? outcomeText(t, main, 'done')
    : t('profiles.nothing-changed', 'nothing changed');

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

/** When a profile ran last, how that ended and what it changed; and whether it is being tested. */
export const LastRunCell = ({ run, testRun, isLinked }: LastRunCellProps) => (
  <Flex direction="column" alignItems="flex-start" gap={1}>
    <RealRun run={run} isLinked={isLinked} />
    {testRun !== null && <Testing run={testRun} isLinked={isLinked} />}
  </Flex>
);

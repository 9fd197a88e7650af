import * as React from 'react';

import { Box, Link, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import { styled } from 'styled-components';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { DateTime } from '../../components/times';
import { useDurationText } from '../../components/times';
import { paths } from '../../constants';
import { useStarterWords } from '../../hooks/useStarterWords';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { timeTaken } from '../../utils/time';

const Facts = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
  gap: ${({ theme }) => `${theme.spaces[4]} ${theme.spaces[6]}`};
`;

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <Box minWidth={0}>
    <Typography tag="dt" variant="sigma" textColor="neutral600">
      {name}
    </Typography>
    <Typography
      tag="dd"
      textColor="neutral800"
      marginTop={1}
      style={{ overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' }}
    >
      {children}
    </Typography>
  </Box>
);

/** What is known about a run besides its counts. */
export const RunFacts = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const words = useRunWords();
  const starterWords = useStarterWords();
  const duration = useDurationText();
  const { formatNumber } = useIntl();
  const { read, filtered, skipped, failed } = run.rows;
  const readsSource = run.purpose !== 'undo' && run.purpose !== 'removal';
  const now = new Date().toISOString();
  // The time until a decision says nothing about the run.
  const taken = timeTaken({ ...run, finishedAt: run.finishedAt ?? now });

  return (
    <Facts>
      {readsSource && <Fact name={t('run.fact.source', 'Source')}>{run.sourceName ?? '–'}</Fact>}
      <Fact name={t('run.fact.started-by', 'Started')}>
        {run.startedBy === null
          ? words.trigger(run.trigger)
          : t('run.fact.by', '{trigger}, {person}', {
              trigger: words.trigger(run.trigger),
              person: starterWords(run.startedBy),
            })}
      </Fact>
      {taken !== null || run.finishedAt === null ? (
        <Fact name={t('run.fact.duration', 'Duration')}>
          {duration(taken ?? Date.parse(now) - Date.parse(run.startedAt))}
        </Fact>
      ) : (
        <Fact name={t('run.fact.ended', 'Ended')}>
          <DateTime time={run.finishedAt} />
        </Fact>
      )}
      {readsSource && (
        <>
          <Fact name={t('run.fact.rows-read', 'Rows read')}>{formatNumber(read)}</Fact>
          <Fact name={t('run.fact.rows-filtered', 'Left out by the pre-filter')}>
            {formatNumber(filtered)}
          </Fact>
        </>
      )}
      {skipped > 0 && (
        <Fact name={t('run.fact.rows-skipped', 'Left out by a correction')}>
          {formatNumber(skipped)}
        </Fact>
      )}
      {readsSource && (
        <Fact name={t('run.fact.rows-failed', 'Rows that failed')}>{formatNumber(failed)}</Fact>
      )}
      {run.retryOf !== null && (
        <Fact name={t('run.fact.retry-of', 'Started in place of')}>
          <Link tag={NavLink} to={paths.run(run.retryOf)}>
            {t('run.fact.interrupted', 'an interrupted run')}
          </Link>
        </Fact>
      )}
      {run.decidedBy !== null && (
        <Fact name={t('run.fact.decided-by', 'Decided by')}>{starterWords(run.decidedBy)}</Fact>
      )}
    </Facts>
  );
};

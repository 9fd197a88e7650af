import * as React from 'react';

import { Box, Flex, Link, LinkButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { BackButton, Layouts, Page, useAuth } from '@strapi/strapi/admin';
import { NavLink, useLocation, useParams } from 'react-router-dom';

import type { RunDetail } from '../../../../shared/contracts/reports';
import type { RunProgress } from '../../../../shared/contracts/runs';
import { DatabaseNotice } from '../../components/feedback/DatabaseNotice';
import { ScheduleNotice } from '../../components/feedback/ScheduleNotice';
import { StatusBadge } from '../../components/badges';
import { DateTime } from '../../components/times';
import { paths } from '../../constants';
import { usePolling } from '../../hooks/usePolling';
import { OfProfile, usePermissions } from '../../hooks/usePermissions';
import { type RunPageState, useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useCancelRunMutation, useGetRunProgressQuery, useGetRunQuery } from '../../services/runs';
import { isGone } from '../../utils/answers';
import { ActionDialog, type DialogKind } from './ActionDialog';
import { Card, Stack } from '../../components/areas';
import { CountTiles } from './CountTiles';
import { CorrectionBar, CorrectionList } from './corrections/CorrectionList';
import { useCorrections } from './corrections/useCorrections';
import { filtersOf } from './query';
import { PeopleQuestions } from './PeopleQuestions';
import {
  type ActionKind,
  asksAboutPeople,
  hasFailed,
  hasWritten,
  isFarewell,
  isToldOf,
} from './run-state';
import { RunActions } from './RunActions';
import { RunBanners } from './RunBanners';
import { RunFacts } from './RunFacts';
import { RunFarewell } from './RunFarewell';
import { RunOutcome } from './RunOutcome';
import { RunProgressPanel, useActivityWords } from './RunProgressPanel';
import { RunTabs } from './RunTabs';
import { useKeptFocus } from './useFocus';
import { useIssuesTab, usePageQuery } from './usePageQuery';
import { usePeopleAnswers } from './usePeopleAnswers';

const POLLING_INTERVAL = 1000;

interface RunState {
  run: RunDetail | undefined;
  isError: boolean;
  /** True where the server says that there is no such run, not where it cannot be asked. */
  isGone: boolean;
  /** Null unless the run is going on. */
  progress: RunProgress | null;
}

/**
 * A run as the server has it, followed while it is going on; its end is noticed by the progress query.
 * Never the run that was looked at before: its result would stand under the address of the next one.
 */
const useRun = (id: string): RunState => {
  const stored = useGetRunQuery(id, { refetchOnMountOrArgChange: true });
  const { currentData: run, isError, error } = stored;
  const isRunning = run?.status === 'running';
  // Its profile goes a moment after its end, and takes it along.
  const isLeaving = run !== undefined && !isError && isFarewell(run);
  usePolling(stored, { interval: POLLING_INTERVAL, isOn: isLeaving });
  const followed = useGetRunProgressQuery(id, {
    skip: !isRunning,
    refetchOnMountOrArgChange: true,
  });
  usePolling(followed, { interval: POLLING_INTERVAL, isOn: isRunning });
  const { currentData: latest } = followed;
  return {
    run,
    isError,
    isGone: isGone(error),
    progress: isRunning ? (latest ?? run.progress) : null,
  };
};

/** The name of the profile that goes with the end of a run; its run may be gone before it is seen. */
const useDeletedProfile = (run: RunDetail | undefined): string | null => {
  const { state } = useLocation() as { state: RunPageState | null };
  if (run) return isFarewell(run) ? run.profile : null;
  return state?.deletes ?? null;
};

interface RunHeaderProps {
  run: RunDetail;
  onAction: (action: ActionKind) => void;
}

/** Which run this is, how it ended and what can be done with it. */
const RunHeader = ({ run, onAction }: RunHeaderProps) => {
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
            {words.run(run)} · <DateTime time={run.startedAt} />
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

interface RunViewProps {
  run: RunDetail;
  progress: RunProgress | null;
}

/** The progress of a run, which is being canceled as soon as somebody has said so here. */
const useShownProgress = ({ run, progress }: RunViewProps): RunProgress | null => {
  const [, { isLoading, isSuccess }] = useCancelRunMutation({ fixedCacheKey: run.id });
  if (progress === null) return null;
  return { ...progress, isCanceling: progress.isCanceling || isLoading || isSuccess };
};

const RunView = ({ run: stored, progress: latest, user }: RunViewProps & { user: string }) => {
  const words = useRunWords();
  const activity = useActivityWords();
  const progress = useShownProgress({ run: stored, progress: latest });
  const run = { ...stored, progress };
  const [action, setAction] = React.useState<DialogKind | null>(null);
  const { query, change } = usePageQuery();
  const { startTest, startRemovalTest, startUndoTest, isStarting } = useStartRun();
  const corrections = useCorrections(run);
  const answering = usePeopleAnswers(run, user);
  const issues = useIssuesTab();
  const startAgain = (): Promise<boolean> => {
    if (run.undoOf !== null) return startUndoTest(run.undoOf);
    return run.purpose === 'removal' ? startRemovalTest(run.profileId) : startTest(run.profileId);
  };
  const test = () => void startAgain();

  const begin = (next: ActionKind) => {
    if (next === 'test') test();
    else if (next === 'undo') void startUndoTest(run.id);
    else setAction(next);
  };

  return (
    <Page.Main>
      <Page.Title>{`${words.kind(run.kind)}: ${run.profile}`}</Page.Title>
      <RunHeader run={run} onAction={begin} />
      <Layouts.Content>
        <VisuallyHidden>
          <div aria-live="polite">{progress ? activity(progress) : words.status(run.status)}</div>
        </VisuallyHidden>
        <DatabaseNotice />
        {hasFailed(stored) && <ScheduleNotice profile={stored.profileId} />}
        <Stack gap={4} paddingBottom={8}>
          {isToldOf(run) && (
            <RunOutcome
              run={run}
              onSelect={(selection) => change({ ...selection, tab: 'changes' })}
              onAction={begin}
            />
          )}
          <RunBanners run={run} isCorrected={corrections.isPending} onShowIssues={issues.show} />
          <Card padding={6}>
            {progress && (
              <Box paddingBottom={5}>
                <RunProgressPanel progress={progress} />
              </Box>
            )}
            <RunFacts run={progress ? { ...run, rows: progress.counts.rows } : run} />
          </Card>
          <CountTiles
            counts={progress?.counts ?? run}
            isDone={hasWritten(run)}
            selected={filtersOf(query)}
            onSelect={
              progress === null
                ? (selection) => change({ ...selection, tab: 'changes' })
                : undefined
            }
          />
          {asksAboutPeople(run) && <PeopleQuestions run={run} answering={answering} />}
          <CorrectionList corrections={corrections} />
          {progress === null && <RunTabs run={run} corrections={corrections} issuesTab={issues} />}
        </Stack>
        <CorrectionBar corrections={corrections} isChecking={isStarting} onCheck={test} />
      </Layouts.Content>
      {action !== null && (
        <ActionDialog action={action} run={run} onClose={() => setAction(null)} />
      )}
    </Page.Main>
  );
};

/** One run or test run: followed while it is going on, then its result. */
const RunPage = () => {
  const { id = '' } = useParams();
  const user = useAuth('RunPage', ({ user: person }) => person?.id);
  const { run, isError, isGone: hasGone, progress } = useRun(id);
  const deleted = useDeletedProfile(run);
  useKeptFocus();
  const t = useText();

  if (hasGone && deleted !== null) return <RunFarewell profile={deleted} run={run} />;
  if (isError && !run) {
    return (
      <Page.Error
        content={t(
          'run.not-found',
          'This run no longer exists, or it cannot be read at the moment.'
        )}
        action={
          <LinkButton tag={NavLink} variant="secondary" to={paths.runs}>
            {t('run.all-runs', 'All runs')}
          </LinkButton>
        }
      />
    );
  }
  if (!run || user === undefined) return <Page.Loading />;
  return (
    <OfProfile value={run.profileId}>
      <RunView key={run.id} run={run} progress={progress} user={String(user)} />
    </OfProfile>
  );
};

export default RunPage;

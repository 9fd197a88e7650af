import * as React from 'react';

import { Box, Flex, LinkButton, VisuallyHidden } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink, useParams } from 'react-router-dom';

import type { RunDetail } from '../../../../shared/contracts/reports';
import type { RunProgress } from '../../../../shared/contracts/runs';
import { DatabaseNotice } from '../../components/feedback/DatabaseNotice';
import { paths } from '../../constants';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { ActionDialog, type DialogKind } from './actions/ActionDialog';
import type { ActionKind } from './actions/available';
import { Card } from './Card';
import { CountTiles } from './CountTiles';
import { CorrectionBar } from './fixes/CorrectionBar';
import { CorrectionList } from './fixes/CorrectionList';
import { useCorrections } from './fixes/useCorrections';
import { filtersOf } from './query';
import { RunBanners } from './RunBanners';
import { RunFacts } from './RunFacts';
import { RunHeader } from './RunHeader';
import { phaseText, RunProgressPanel } from './RunProgressPanel';
import { RunTabs } from './RunTabs';
import { useIssuesTab } from './useIssuesTab';
import { useKeptFocus } from './useKeptFocus';
import { usePageQuery } from './usePageQuery';
import { useRun } from './useRun';

interface RunViewProps {
  run: RunDetail;
  progress: RunProgress | null;
}

const RunView = ({ run, progress }: RunViewProps) => {
  const t = useText();
  const words = useRunWords();
  const [action, setAction] = React.useState<DialogKind | null>(null);
  const { query, change } = usePageQuery();
  const { startTest, isStarting } = useStartRun();
  const corrections = useCorrections(run);
  const issues = useIssuesTab();
  const test = () => void startTest(run.profileId);

  const begin = (next: ActionKind) => {
    if (next === 'test') test();
    else setAction(next);
  };

  return (
    <Page.Main>
      <Page.Title>{`${words.kind(run.kind)}: ${run.profile}`}</Page.Title>
      <RunHeader run={run} onAction={begin} />
      <Layouts.Content>
        <VisuallyHidden>
          <div aria-live="polite">
            {progress ? phaseText(t, progress.phase) : words.status(run.status)}
          </div>
        </VisuallyHidden>
        <DatabaseNotice />
        <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={8}>
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
            selected={filtersOf(query)}
            onSelect={
              progress === null
                ? (selection) => change({ ...selection, tab: 'changes' })
                : undefined
            }
          />
          <CorrectionList corrections={corrections} />
          {progress === null && <RunTabs run={run} corrections={corrections} issuesTab={issues} />}
        </Flex>
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
  const { run, isError, progress } = useRun(id);
  useKeptFocus();
  const t = useText();

  if (isError && !run) {
    return (
      <Page.Error
        content={t('run.not-found', 'This run is not there any more, or it cannot be read now.')}
        action={
          <LinkButton tag={NavLink} variant="secondary" to={paths.runs}>
            {t('run.all-runs', 'All runs')}
          </LinkButton>
        }
      />
    );
  }
  if (!run) return <Page.Loading />;
  return <RunView key={run.id} run={run} progress={progress} />;
};

export default RunPage;

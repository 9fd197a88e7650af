import { Badge, Box, Flex, Tabs } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { useText } from '../../hooks/useText';
import { useGetIssueGroupsQuery } from '../../services/runs';
import { Card } from '../../components/areas';
import { ChangesTab } from './ChangesTab';
import { changesOf } from '../../utils/totals';
import type { Corrections } from './corrections/useCorrections';
import { IssuesTab } from './IssuesTab';
import { MatchingTable } from './MatchingTab';
import { tabOf } from './query';
import { type IssuesTabAccess, usePageQuery } from './usePageQuery';

interface RunTabsProps {
  run: RunDetail;
  corrections: Corrections;
  issuesTab: IssuesTabAccess;
}

/** The parts of a run's result. */
export const RunTabs = ({ run, corrections, issuesTab }: RunTabsProps) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const { query, change } = usePageQuery();
  const { data: groups } = useGetIssueGroupsQuery(run.id);
  const issueCount = groups?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const asked = tabOf(query);
  const tab = asked === 'matching' && run.matching === null ? 'changes' : asked;

  return (
    <Card>
      <Tabs.Root
        variant="simple"
        value={tab}
        onValueChange={(next) => change({ tab: next, group: undefined })}
      >
        <Box
          borderColor="neutral150"
          style={{ borderWidth: '0 0 1px' }}
          paddingLeft={2}
          overflow="auto"
        >
          <Tabs.List aria-label={t('run.tabs.label', 'Result')}>
            <Tabs.Trigger value="changes">
              <Flex gap={2} tag="span">
                {t('run.tabs.changes', 'Changes')}
                <Badge>{formatNumber(changesOf(run))}</Badge>
              </Flex>
            </Tabs.Trigger>
            <Tabs.Trigger ref={issuesTab.button} value="issues">
              <Flex gap={2} tag="span">
                {t('run.tabs.issues', 'Issues')}
                <Badge>{formatNumber(issueCount)}</Badge>
              </Flex>
            </Tabs.Trigger>
            {run.matching !== null && (
              <Tabs.Trigger value="matching">{t('run.tabs.matching', 'Matching')}</Tabs.Trigger>
            )}
          </Tabs.List>
        </Box>
        <Box padding={{ initial: 3, large: 6 }}>
          <Tabs.Content value="changes">
            <ChangesTab run={run} onShowIssues={issuesTab.show} />
          </Tabs.Content>
          <Tabs.Content value="issues">
            <IssuesTab run={run} groups={groups} corrections={corrections} />
          </Tabs.Content>
          {run.matching !== null && (
            <Tabs.Content value="matching">
              <MatchingTable matching={run.matching} profileId={run.profileId} />
            </Tabs.Content>
          )}
        </Box>
      </Tabs.Root>
    </Card>
  );
};

import { Badge, Box, Flex, Tabs } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { useText } from '../../hooks/useText';
import { useGetIssueGroupsQuery } from '../../services/runs';
import { Card } from './Card';
import { ChangesTab } from './changes/ChangesTab';
import { sumOf } from './banners';
import type { Corrections } from './fixes/useCorrections';
import { IssuesTab } from './issues/IssuesTab';
import { MatchingTable } from './MatchingTable';
import { tabOf } from './query';
import type { IssuesTabAccess } from './useIssuesTab';
import { usePageQuery } from './usePageQuery';

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
  const changeCount =
    sumOf(run, 'create') + sumOf(run, 'update') + sumOf(run, 'remove') + sumOf(run, 'error');
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
                <Badge>{formatNumber(changeCount)}</Badge>
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

import { Layouts, Page } from '@strapi/strapi/admin';
import { Box, Divider, Tabs } from '@strapi/design-system';

import { BackToProfiles } from '../../components/links';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { PeopleView } from './PeopleView';
import { RunsView } from './RunsView';
import { useHistoryQuery } from './useHistory';

/** What runs did: run by run, and to one person or phone over all runs. */
const HistoryPage = () => {
  const t = useText();
  const { canRead } = usePermissions();
  const { query, change } = useHistoryQuery();
  const title = t('history.title', 'History');

  return (
    <Layouts.Root>
      <Page.Title>{title}</Page.Title>
      <Page.Main>
        <Layouts.Header
          title={title}
          subtitle={t('history.subtitle', 'What runs and test runs did, and to whom')}
          navigationAction={canRead && <BackToProfiles />}
        />
        <Layouts.Content>
          <Tabs.Root
            variant="simple"
            value={query.view}
            onValueChange={(view) => change({ view: view === 'people' ? 'people' : 'runs' })}
          >
            <Box paddingBottom={6}>
              <Tabs.List aria-label={t('history.views', 'Ways to look at the history')}>
                <Tabs.Trigger value="runs">{t('history.view.runs', 'Runs')}</Tabs.Trigger>
                <Tabs.Trigger value="people">
                  {t('history.view.people', 'What happened to somebody')}
                </Tabs.Trigger>
              </Tabs.List>
              <Divider />
            </Box>
            <Tabs.Content value="runs">
              <RunsView query={query} change={change} />
            </Tabs.Content>
            <Tabs.Content value="people">
              <PeopleView query={query} change={change} />
            </Tabs.Content>
          </Tabs.Root>
        </Layouts.Content>
      </Page.Main>
    </Layouts.Root>
  );
};

export default HistoryPage;

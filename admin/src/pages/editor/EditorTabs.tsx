import { Box, Flex, Tabs, VisuallyHidden } from '@strapi/design-system';

import { type Text, useText } from '../../hooks/useText';
import { BasicTab } from './basic/BasicTab';
import { useEditor } from './editor-context';
import { type Tab, tabOf, TABS } from './model/tabs';
import { ScheduleTab } from './schedule/ScheduleTab';
import { PreFilterTab } from './tabs/PreFilterTab';
import { SafetyTab } from './tabs/SafetyTab';
import { TemplateTab } from './tabs/TemplateTab';
import { VariablesTab } from './tabs/VariablesTab';

const tabWords = (t: Text): Record<Tab, string> => ({
  basic: t('editor.tab.basic', 'Basic data'),
  'pre-filter': t('editor.tab.pre-filter', 'Pre-filter'),
  variables: t('editor.tab.variables', 'Variables'),
  template: t('editor.tab.template', 'Template'),
  schedule: t('editor.tab.schedule', 'Schedule'),
  safety: t('editor.tab.safety', 'Safety'),
});

const CONTENT: Record<Tab, () => React.ReactNode> = {
  basic: BasicTab,
  'pre-filter': PreFilterTab,
  variables: VariablesTab,
  template: TemplateTab,
  schedule: ScheduleTab,
  safety: SafetyTab,
};

const ProblemMark = () => {
  const t = useText();
  return (
    <>
      <Box aria-hidden background="danger600" width="0.8rem" height="0.8rem" borderRadius="50%" />
      <VisuallyHidden>{t('editor.tab.problem', '(has something to correct)')}</VisuallyHidden>
    </>
  );
};

interface EditorTabsProps {
  tab: Tab;
  onChange: (tab: string) => void;
}

/** The parts of a profile, one at a time. */
export const EditorTabs = ({ tab, onChange }: EditorTabsProps) => {
  const t = useText();
  const { problems } = useEditor();
  const words = tabWords(t);
  const concerned = new Set(problems.map(tabOf));
  return (
    <Tabs.Root variant="simple" value={tab} onValueChange={onChange}>
      <Box overflow="auto">
        <Tabs.List aria-label={t('editor.tabs', 'Parts of the profile')}>
          {TABS.map((name) => (
            <Tabs.Trigger key={name} value={name}>
              <Flex tag="span" gap={2} style={{ whiteSpace: 'nowrap' }}>
                {words[name]}
                {concerned.has(name) && <ProblemMark />}
              </Flex>
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </Box>
      {TABS.map((name) => {
        const Content = CONTENT[name];
        return (
          <Tabs.Content key={name} value={name}>
            <Box paddingTop={6}>
              <Content />
            </Box>
          </Tabs.Content>
        );
      })}
    </Tabs.Root>
  );
};

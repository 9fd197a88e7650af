import * as React from 'react';

import { Box, Flex, Tabs, VisuallyHidden } from '@strapi/design-system';

import { Stack } from '../../components/areas';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { useProfileForm } from '../../profile-form/form-context';
import { FieldsTab } from '../../profile-form/assignment/FieldsTab';
import { PreFilterSection } from '../../profile-form/mapping/PreFilterSection';
import { RevealSection, TemplateSection } from '../../profile-form/mapping/TemplateSection';
import { VariablesSection } from '../../profile-form/mapping/VariablesSection';
import { ScheduleSection } from '../../profile-form/schedule/ScheduleSection';
import { DirectorySections, EntriesSection } from '../../profile-form/sections/DirectorySections';
import { FormatSection } from '../../profile-form/sections/FormatSection';
import {
  NameSection,
  NotifySection,
  NumberingSection,
} from '../../profile-form/sections/GeneralSections';
import { MatchSection } from '../../profile-form/sections/MatchSection';
import {
  GenerateSection,
  LimitsSection,
  MissingSection,
  RecordsSection,
} from '../../profile-form/sections/RecordSections';
import { HandEditedSection, WritingSection } from '../../profile-form/sections/OverwritingSections';
import { RolesSection } from '../../profile-form/sections/RolesSection';
import { SourceSection } from '../../profile-form/sections/SourceSection';
import { kindOf, type SourceKindId } from '../../utils/source-kind';
import { type Tab, tabOf, TABS } from './tabs';
import { WithTrial } from './trial/TrialPanel';

const WORDS = textTable<Record<Tab, string>>('editor.tab', {
  basic: 'Basic data',
  fields: 'Fields',
  'pre-filter': 'Pre-filter',
  variables: 'Variables',
  template: 'Template',
  schedule: 'Schedule',
  safety: 'Safety',
});

/** How a source of each kind is read, and what comes out. */
const READING: Record<SourceKindId, React.ComponentType> = {
  upload: FormatSection,
  url: FormatSection,
  ldap: DirectorySections,
  push: EntriesSection,
  registered: EntriesSection,
};

const BasicTab = () => {
  const Reading = READING[kindOf(useProfileForm().draft.source)];
  return (
    <>
      <NameSection />
      <SourceSection />
      <Reading />
      <RecordsSection />
      <MatchSection />
      <GenerateSection />
      <NumberingSection />
      <RolesSection />
    </>
  );
};

const PreFilterTab = () => (
  <WithTrial steps={['row', 'filter', 'issues']}>
    <PreFilterSection />
  </WithTrial>
);

const VariablesTab = () => (
  <WithTrial steps={['row', 'variables', 'issues']}>
    <VariablesSection />
  </WithTrial>
);

const TemplateTab = () => (
  <WithTrial steps={['rendered', 'records', 'changes', 'issues']}>
    <TemplateSection />
    <RevealSection />
  </WithTrial>
);

const SafetyTab = () => (
  <>
    <LimitsSection />
    <MissingSection />
    <HandEditedSection />
    <WritingSection />
    <NotifySection />
  </>
);

const CONTENT: Record<Tab, () => React.ReactNode> = {
  basic: BasicTab,
  fields: FieldsTab,
  'pre-filter': PreFilterTab,
  variables: VariablesTab,
  template: TemplateTab,
  schedule: ScheduleSection,
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

interface ProfileTabsProps {
  tab: Tab;
  onChange: (tab: string) => void;
}

/** The settings of a profile, some of them at a time. */
export const ProfileTabs = ({ tab, onChange }: ProfileTabsProps) => {
  const t = useText();
  const { problems } = useProfileForm();
  const words = useTextTable(WORDS);
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
            <Stack gap={6} paddingTop={6}>
              <Content />
            </Stack>
          </Tabs.Content>
        );
      })}
    </Tabs.Root>
  );
};

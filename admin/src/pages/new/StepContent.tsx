import * as React from 'react';

import { Flex, Loader } from '@strapi/design-system';

import type { RecordType } from '../../../../shared/records';
import { Stack } from '../../components/areas';
import { Failure } from '../../components/feedback/Failure';
import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { FieldSections } from '../../profile-form/assignment/FieldSections';
import { TextField } from '../../profile-form/fields/TextField';
import { useProfileForm } from '../../profile-form/form-context';
import { PreFilterSection } from '../../profile-form/mapping/PreFilterSection';
import { TemplateSection } from '../../profile-form/mapping/TemplateSection';
import { type Trial, TrialProvider } from '../../profile-form/mapping/trial-context';
import { VariablesSection } from '../../profile-form/mapping/VariablesSection';
import { DirectorySections } from '../../profile-form/sections/DirectorySections';
import { FormatSection } from '../../profile-form/sections/FormatSection';
import {
  GenerateSection,
  LimitsSection,
  MissingSection,
  RecordsSection,
} from '../../profile-form/sections/RecordSections';
import { SourceSection } from '../../profile-form/sections/SourceSection';
import { isGone } from '../../utils/answers';
import { kindOf, type SourceKindId } from '../../utils/source-kind';
import { isWritten, removesMissing } from './draft';
import { FinishStep } from './FinishStep';
import { ContentQuestion, ExampleFile, FromPascom, UsernameQuestion } from './questions';
import type { Wizard } from './useWizard';

interface StepProps {
  wizard: Wizard;
}

/** Why the source that was entered could not be read. */
const ReadProblem = () => {
  const t = useText();
  const { draft, preview } = useProfileForm();
  const kind = kindOf(draft.source);
  const ofFile = t('form.preview.failed', 'The file could not be read');
  const titles: Record<SourceKindId, string> = {
    upload: ofFile,
    url: ofFile,
    ldap: t('wizard.source.failed.directory', 'The directory could not be read'),
    push: t('wizard.source.failed.registered', 'The source could not be read'),
    registered: t('wizard.source.failed.registered', 'The source could not be read'),
  };
  if (preview.error === null) return null;
  if (kind === 'upload' && isGone(preview.error)) {
    return (
      <Notice
        isProblem
        variant="warning"
        title={t('wizard.source.gone', 'The uploaded file is no longer there')}
      >
        {t(
          'wizard.source.gone.body',
          'A file waits 24 hours for its profile. Choose it again; everything else that you entered is kept.'
        )}
      </Notice>
    );
  }
  return <Failure title={titles[kind]} error={preview.error} onRetry={preview.read} />;
};

const SourceStep = ({ wizard }: StepProps) => (
  <>
    <TextField path="name" isRequired />
    <SourceSection>
      <ReadProblem />
    </SourceSection>
    <ExampleFile />
    <FromPascom wizard={wizard} />
    <ContentQuestion wizard={wizard} />
  </>
);

const CONTACTS: readonly RecordType[] = ['phonebookEntry'];

/** What stands for a row that is tried, which only a saved profile has. */
const NOT_TRIED: Trial = {
  result: null,
  values: null,
  rows: null,
  row: null,
  error: null,
  isFetching: false,
  search: '',
  find: () => undefined,
  goTo: () => undefined,
  retry: () => undefined,
};

/** A mapping that was written elsewhere, to be looked through. */
const WrittenStep = () => (
  <TrialProvider value={NOT_TRIED}>
    <PreFilterSection />
    <VariablesSection />
    <TemplateSection />
  </TrialProvider>
);

const MatchedStep = ({ wizard: { proposal, fields, key, content, isIdentified } }: StepProps) => (
  <>
    {content === 'contacts' ? (
      <FieldSections
        proposal={proposal}
        fields={fields}
        recognisedBy={isIdentified ? 'displayName' : null}
        types={CONTACTS}
      />
    ) : (
      <FieldSections proposal={proposal} fields={fields} recognisedBy={key}>
        <UsernameQuestion />
      </FieldSections>
    )}
    <PreFilterSection />
  </>
);

const FieldsStep = ({ wizard }: StepProps) =>
  isWritten(wizard.profile) ? <WrittenStep /> : <MatchedStep wizard={wizard} />;

const PolicyStep = ({ wizard }: StepProps) => {
  const t = useText();
  const { mode } = useProfileForm().draft;
  return (
    <>
      <RecordsSection />
      {mode === 'create-update-remove' && <MissingSection />}
      {removesMissing(mode) && <LimitsSection />}
      {wizard.content === 'people' && <GenerateSection />}
      <Notice title={t('wizard.later.title', 'Later')}>
        {t(
          'wizard.later.body',
          'A schedule, further limits and who gets an email can be set once the profile is saved: open it and choose the tab “Schedule”, for instance.'
        )}
      </Notice>
    </>
  );
};

const Step = ({ wizard }: StepProps) => {
  switch (wizard.step) {
    case 'source':
      return <SourceStep wizard={wizard} />;
    case 'format':
      return <FormatSection />;
    case 'directory':
      return <DirectorySections />;
    case 'fields':
      return <FieldsStep wizard={wizard} />;
    case 'policy':
      return <PolicyStep wizard={wizard} />;
    case 'finish':
      return <FinishStep wizard={wizard} />;
  }
};

/** What the step that is shown asks for. */
export const StepContent = ({ wizard }: StepProps) => {
  const t = useText();
  const { source } = wizard.draft.profile;
  if (wizard.isLoading) {
    return (
      <Flex justifyContent="center" padding={9} aria-live="polite">
        <Loader>
          {source.type !== 'csv'
            ? t('wizard.reading.directory', 'Reading the first entries …')
            : t('wizard.reading', 'Looking at the file …')}
        </Loader>
      </Flex>
    );
  }
  return (
    <Stack gap={8}>
      <Step wizard={wizard} />
    </Stack>
  );
};

import { Flex, Loader } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { DirectoryStep } from './directory/DirectoryStep';
import { FieldsStep } from './fields/FieldsStep';
import { FinishStep } from './finish/FinishStep';
import { FormatStep } from './format/FormatStep';
import { PolicyStep } from './policy/PolicyStep';
import { SourceStep } from './sources/SourceStep';
import type { Wizard } from './useWizard';

interface StepContentProps {
  wizard: Wizard;
  canUpload: boolean;
  templateError: unknown;
  onRetryTemplate: () => void;
}

/** What the step that is shown asks for. */
export const StepContent = ({
  wizard,
  canUpload,
  templateError,
  onRetryTemplate,
}: StepContentProps) => {
  const t = useText();
  if (wizard.isPending) {
    return (
      <Flex justifyContent="center" padding={9} aria-live="polite">
        <Loader>
          {wizard.draft.kind === 'ldap'
            ? t('wizard.reading.directory', 'Reading the first entries …')
            : t('wizard.reading', 'Looking at the file …')}
        </Loader>
      </Flex>
    );
  }
  switch (wizard.step) {
    case 'source':
      return <SourceStep wizard={wizard} canUpload={canUpload} />;
    case 'format':
      return <FormatStep wizard={wizard} />;
    case 'directory':
      return <DirectoryStep wizard={wizard} />;
    case 'fields':
      return <FieldsStep wizard={wizard} />;
    case 'policy':
      return <PolicyStep wizard={wizard} />;
    case 'finish':
      return <FinishStep wizard={wizard} error={templateError} onRetry={onRetryTemplate} />;
  }
};

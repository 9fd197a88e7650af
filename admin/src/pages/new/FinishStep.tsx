import { Button, Flex, Typography } from '@strapi/design-system';

import { DatabaseNotice } from '../../components/feedback/DatabaseNotice';
import { Notice } from '../../components/feedback/Notice';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { errorText } from '../../profile-form/directory/answers';
import { useProblemText } from '../../hooks/useProblemText';
import { useProfileForm } from '../../profile-form/form-context';
import { stepOf } from './steps';
import { SummaryPart } from './SummaryPart';
import { useStepWords } from './useStepWords';
import { useSummary } from './useSummary';
import type { Wizard } from './useWizard';

interface FinishStepProps {
  wizard: Wizard;
  /** Why the template could not be written. */
  error: unknown;
  onRetry: () => void;
}

/** Step 5: everything that was chosen, before it is saved. */
export const FinishStep = ({ wizard, error, onRetry }: FinishStepProps) => {
  const t = useText();
  const words = useStepWords();
  const { canTest } = usePermissions();
  const summary = useSummary(wizard.matching);
  const problemText = useProblemText();
  const refused = useProfileForm().problems.filter((problem) => stepOf(problem) === 'finish');
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {canTest && <DatabaseNotice />}
      {refused.length > 0 && (
        <Notice
          isProblem
          variant="danger"
          title={t('wizard.finish.refused', 'The profile could not be saved')}
        >
          {refused.map(problemText).join('\n')}
        </Notice>
      )}
      {error !== null && (
        <Notice
          isProblem
          variant="danger"
          title={t('wizard.finish.template', 'The template could not be written')}
          action={
            <Button size="S" variant="tertiary" onClick={onRetry}>
              {t('form.retry', 'Try again')}
            </Button>
          }
        >
          {errorText(error)}
        </Notice>
      )}
      <Flex direction="column" alignItems="stretch">
        {summary.map(({ step, lines }) => (
          <SummaryPart
            key={step}
            title={words[step].name}
            lines={lines}
            onChange={() => wizard.goTo(step)}
          />
        ))}
      </Flex>
      <Typography tag="p" textColor="neutral700">
        {canTest
          ? t(
              'wizard.finish.next',
              'After the test run you see every change that a run would make, and start the run itself from there.'
            )
          : t(
              'wizard.finish.no-test',
              'Your role may not start test runs. Save the profile; somebody who may can go on from there.'
            )}
      </Typography>
    </Flex>
  );
};

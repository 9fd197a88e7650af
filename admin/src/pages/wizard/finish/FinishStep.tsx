import { Button, Flex, Typography } from '@strapi/design-system';

import { DatabaseNotice } from '../../../components/feedback/DatabaseNotice';
import { Notice } from '../../../components/feedback/Notice';
import { usePermissions } from '../../../hooks/usePermissions';
import { useText } from '../../../hooks/useText';
import { messageOf } from '../model/server-problems';
import { useStepWords } from '../useStepWords';
import type { Wizard } from '../useWizard';
import { SummaryPart } from './SummaryPart';
import { useSummary } from './useSummary';

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
  const summary = useSummary(wizard);
  const { messages, goTo } = wizard;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {canTest && <DatabaseNotice />}
      {messages.other !== undefined && (
        <Notice
          isProblem
          variant="danger"
          title={t('wizard.finish.refused', 'The profile could not be saved')}
        >
          {messages.other}
        </Notice>
      )}
      {error !== null && (
        <Notice
          isProblem
          variant="danger"
          title={t('wizard.finish.template', 'The template could not be written')}
          action={
            <Button size="S" variant="tertiary" onClick={onRetry}>
              {t('wizard.retry', 'Try again')}
            </Button>
          }
        >
          {messageOf(error)}
        </Notice>
      )}
      <Flex direction="column" alignItems="stretch">
        {summary.map(({ step, lines }) => (
          <SummaryPart
            key={step}
            title={words[step].name}
            lines={lines}
            onChange={() => goTo(step)}
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

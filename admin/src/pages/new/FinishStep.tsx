import { Flex, Grid, TextButton, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { styled } from 'styled-components';

import { Stack } from '../../components/areas';
import { DatabaseNotice } from '../../components/feedback/DatabaseNotice';
import { Notice } from '../../components/feedback/Notice';
import { usePermissions } from '../../hooks/usePermissions';
import { useProblemText } from '../../hooks/useCodeTexts';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../../profile-form/form-context';
import { stepOf } from './steps';
import { useStepWords } from './useStepWords';
import { type SummaryLine, useSummary } from './useSummary';
import type { Wizard } from './useWizard';

interface SummaryPartProps {
  title: string;
  lines: SummaryLine[];
  onChange: () => void;
}

const Part = styled(Flex)`
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};

  &:last-child {
    border-bottom: 0;
  }
`;

const Values = ({ values }: { values: string[] }) => (
  <ul>
    {values.map((value) => (
      <li key={value}>{value}</li>
    ))}
  </ul>
);

/** What was chosen in one step, and the way back to it. */
const SummaryPart = ({ title, lines, onChange }: SummaryPartProps) => {
  const t = useText();
  return (
    <Part direction="column" alignItems="stretch" gap={4} paddingTop={5} paddingBottom={5}>
      <Flex justifyContent="space-between" gap={4}>
        <Typography tag="h3" variant="delta">
          {title}
        </Typography>
        <TextButton startIcon={<Pencil />} onClick={onChange}>
          {t('wizard.finish.change', 'Change {step}', { step: title })}
        </TextButton>
      </Flex>
      <Grid.Root tag="dl" gap={3}>
        {lines.map(({ label, value }) => (
          <Grid.Item key={label} col={6} m={6} xs={12} direction="column" alignItems="flex-start">
            <Typography tag="dt" variant="pi" textColor="neutral600">
              {label}
            </Typography>
            <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {typeof value === 'string' ? value : <Values values={value} />}
            </Typography>
          </Grid.Item>
        ))}
      </Grid.Root>
    </Part>
  );
};

/** Step 5: everything that was chosen, before it is saved. */
export const FinishStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const words = useStepWords(wizard);
  const { canTest } = usePermissions();
  const summary = useSummary(wizard.fields, wizard.proposal.columns);
  const problemText = useProblemText();
  const { draft, problems } = useProfileForm();
  const isSent = draft.source.type === 'push';
  const refused = problems.filter((problem) => stepOf(problem) === 'finish');
  const next = isSent
    ? t(
        'wizard.finish.push',
        'Save the profile: its first rows come with the first request of the program. Let that be a test run, and look at it in the history.'
      )
    : canTest
      ? t(
          'wizard.finish.next',
          'The test run writes nothing. It shows whom a run would import, change and remove, and you start the run itself from there.'
        )
      : t(
          'wizard.finish.no-test',
          'Your role may not start test runs. Save the profile; somebody who may can go on from there.'
        );
  return (
    <Stack gap={6}>
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
      <Stack>
        {summary.map(({ step, lines }) => (
          <SummaryPart
            key={step}
            title={words[step].name}
            lines={lines}
            onChange={() => wizard.goTo(step)}
          />
        ))}
      </Stack>
      <Typography tag="p" textColor="neutral700">
        {next}
      </Typography>
    </Stack>
  );
};

import * as React from 'react';

import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import { ChevronDown } from '@strapi/icons';
import { styled } from 'styled-components';

import type { IssueView } from '../../../../../shared/contracts/issues';
import type { ChangeView } from '../../../../../shared/contracts/runs';
import type { RowTrial } from '../../../../../shared/contracts/trials';
import type { MissingPolicy } from '../../../../../shared/profile';
import { ActionBadge } from '../../../components/badges';
import { Difference } from '../../../components/changes/Difference';
import { Notice } from '../../../components/feedback/Notice';
import { useCodeTexts } from '../../../hooks/useCodeTexts';
import { useIssuePlace } from '../../../hooks/useIssuePlace';
import { type Text, useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import type { Trial } from '../../../profile-form/mapping/trial-context';
import { RecordTree, ValueTable } from './RecordTree';

const Details = styled.details`
  border-top: 1px solid ${({ theme }) => theme.colors.neutral150};

  & > summary {
    display: flex;
    align-items: center;
    gap: ${({ theme }) => theme.spaces[2]};
    padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[5]}`};
    cursor: pointer;
    list-style: none;
  }

  & > summary::-webkit-details-marker {
    display: none;
  }

  & > summary:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }

  & > summary > svg {
    flex: 0 0 auto;
    fill: ${({ theme }) => theme.colors.neutral600};
  }

  &:not([open]) > summary > svg {
    transform: rotate(-90deg);
  }
`;

interface TrialStepProps {
  title: string;
  /** What came out, in a word; seen while it is closed too. */
  summary?: React.ReactNode;
  isOpen: boolean;
  children: React.ReactNode;
}

/** One step of the trial, which can be closed. */
const TrialStep = ({ title, summary, isOpen, children }: TrialStepProps) => (
  <Details open={isOpen}>
    <summary>
      <ChevronDown aria-hidden width="1.2rem" height="1.2rem" />
      <Typography tag="h3" variant="omega" fontWeight="bold">
        {title}
      </Typography>
      <Flex marginLeft="auto" minWidth={0}>
        {summary}
      </Flex>
    </summary>
    <Box paddingLeft={5} paddingRight={5} paddingBottom={4}>
      {children}
    </Box>
  </Details>
);

/** What a run would do to the records of a row. */
const ChangeList = ({ changes }: { changes: ChangeView[] }) => {
  const words = useRunWords();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={5}>
      {changes.map(({ id, action, type, label, difference }) => (
        <Box key={id} tag="li" minWidth={0}>
          <Flex gap={2} wrap="wrap" paddingBottom={2}>
            <ActionBadge action={action} />
            <Typography variant="pi" textColor="neutral600">
              {words.type(type, 1)}
            </Typography>
            <Typography variant="pi" fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
              {label}
            </Typography>
          </Flex>
          <Difference difference={difference} />
        </Box>
      ))}
    </Flex>
  );
};

const VARIANTS = { error: 'danger', warning: 'warning', info: 'info' } as const;

/** What was found wrong with a row. */
const IssueList = ({ issues }: { issues: IssueView[] }) => {
  const placeOf = useIssuePlace();
  const texts = useCodeTexts();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {issues.map((issue) => {
        const { severity, code, column, message } = issue;
        return (
          <Notice key={`${code} ${column} ${message}`} variant={VARIANTS[severity]}>
            {column !== null && (
              <Typography fontWeight="bold" textColor="neutral800">
                {`${placeOf(issue)}: `}
              </Typography>
            )}
            {texts.message(issue)}
          </Notice>
        );
      })}
    </Flex>
  );
};

/** A step of a row's way from the source to the records. */
export type Step = 'row' | 'filter' | 'variables' | 'rendered' | 'records' | 'changes' | 'issues';

const Code = styled.pre`
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: 1.5;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;

const Note = ({ children }: { children: string }) => (
  <Typography tag="p" variant="pi" textColor="neutral600">
    {children}
  </Typography>
);

interface TrialStepsProps {
  trial: Trial;
  openSteps: Step[];
}

const FilterStep = ({ result: { skipped, taken } }: { result: RowTrial }) => {
  const t = useText();
  return skipped === null && taken ? (
    <Badge backgroundColor="success100" textColor="success700">
      {t('editor.trial.taken', 'Row is taken')}
    </Badge>
  ) : (
    <Badge backgroundColor="neutral150" textColor="neutral700">
      {t('editor.trial.left-out', 'Row is left out')}
    </Badge>
  );
};

const filterText = (t: Text, { skipped, taken, missing }: RowTrial): string => {
  if (skipped === 'keep') {
    return t(
      'editor.trial.kept.text',
      'A correction leaves this row out: who is in it stays as stored.'
    );
  }
  if (skipped === 'no-record') {
    return t(
      'editor.trial.no-person.text',
      'A correction leaves this row out: the line is no person.'
    );
  }
  if (taken) {
    return t('editor.trial.taken.text', 'The row goes on to the variables and the template.');
  }
  return missing === null
    ? t('editor.trial.left-out.only', 'The row makes no records.')
    : t(
        'editor.trial.left-out.text',
        'The row makes no records. What it brought before counts as missing.'
      );
};

/** What a single row cannot show. */
const missingText = (t: Text, missing: MissingPolicy): string =>
  missing === 'remove'
    ? t(
        'editor.trial.missing.remove',
        'One row does not show who is missing: a run also removes those who stand in no row. A test run names them.'
      )
    : t(
        'editor.trial.missing.disable',
        'One row does not show who is missing: a run also disables those who stand in no row. A test run names them.'
      );

/** What becomes of a row, step by step. */
export const TrialSteps = ({ trial, openSteps }: TrialStepsProps) => {
  const t = useText();
  const { result, values } = trial;
  const isOpen = (step: Step): boolean => openSteps.includes(step);
  const rowTitle = t('editor.trial.row', 'Row');
  const variablesTitle = t('editor.trial.variables', 'Variables');
  return (
    <Box>
      {values !== null && (
        <TrialStep title={rowTitle} isOpen={isOpen('row') || trial.error !== null}>
          <ValueTable caption={rowTitle} values={values} />
        </TrialStep>
      )}
      {result !== null && (
        <>
          <TrialStep
            title={t('editor.trial.filter', 'Pre-filter')}
            summary={<FilterStep result={result} />}
            isOpen={isOpen('filter')}
          >
            <Note>{filterText(t, result)}</Note>
          </TrialStep>
          {result.taken && Object.keys(result.variables).length > 0 && (
            <TrialStep title={variablesTitle} isOpen={isOpen('variables')}>
              <ValueTable caption={variablesTitle} values={result.variables} />
            </TrialStep>
          )}
          {result.rendered !== null && (
            <TrialStep
              title={t('editor.trial.rendered', 'Rendered JSON')}
              isOpen={isOpen('rendered')}
            >
              <Code>{result.rendered}</Code>
            </TrialStep>
          )}
          {result.taken && (
            <TrialStep
              title={t('editor.trial.records', 'Records')}
              summary={<Note>{String(result.records.length)}</Note>}
              isOpen={isOpen('records')}
            >
              {result.records.length > 0 ? (
                <RecordTree records={result.records} />
              ) : (
                <Note>{t('editor.trial.no-records', 'This row asks for no records.')}</Note>
              )}
            </TrialStep>
          )}
          <TrialStep
            title={t('editor.trial.changes', 'What would change')}
            summary={<Note>{String(result.changes.length)}</Note>}
            isOpen={isOpen('changes')}
          >
            {result.changes.length > 0 ? (
              <ChangeList changes={result.changes} />
            ) : (
              <Note>
                {t('editor.trial.no-changes', 'A run would change nothing for this row.')}
              </Note>
            )}
            {result.missing !== null && (
              <Box paddingTop={result.changes.length > 0 ? 4 : 2}>
                <Note>{missingText(t, result.missing)}</Note>
              </Box>
            )}
          </TrialStep>
          {result.issues.length > 0 && (
            <TrialStep
              title={t('editor.trial.issues', 'Issues')}
              summary={<Note>{String(result.issues.length)}</Note>}
              isOpen
            >
              <IssueList issues={result.issues} />
            </TrialStep>
          )}
        </>
      )}
    </Box>
  );
};

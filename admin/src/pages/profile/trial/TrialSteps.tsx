import * as React from 'react';

import { Badge, Box, Typography } from '@strapi/design-system';
import { ChevronDown } from '@strapi/icons';
import { styled } from 'styled-components';

import type { RowTrial } from '../../../../../shared/contracts/trials';
import { Stack } from '../../../components/areas';
import { ChangeList } from '../../../components/changes/ChangeList';
import { IssueNotices } from '../../../components/feedback/IssueNotices';
import { MONOSPACE, Muted } from '../../../components/text';
import { textTable, useText, useTextTable } from '../../../hooks/useText';
import { IN_JSONATA, type Trial } from '../../../profile-form/mapping/trial-context';
import { useSettingWords } from '../../../profile-form/settings';
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

const Code = styled.pre`
  font-family: ${MONOSPACE};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: 1.5;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;

/** What became of a row at the pre-filter, and what a single row cannot show. */
const WORDS = textTable('editor.trial.outcome', {
  filter: {
    keep: 'A correction leaves this row out: who is in it stays as stored.',
    'no-record': 'A correction leaves this row out: the line is no person.',
    taken: 'The row goes on to the variables and the template.',
    'left-out': 'The row makes no records.',
    missing: 'The row makes no records. What it brought before counts as missing.',
  },
  missing: {
    remove:
      'One row does not show who is missing: a run also removes those who stand in no row. A test run names them.',
    disable:
      'One row does not show who is missing: a run also disables those who stand in no row. A test run names them.',
  },
});

const outcomeOf = ({ skipped, taken, missing }: RowTrial) => {
  if (skipped !== null) return skipped;
  if (taken) return 'taken';
  return missing === null ? 'left-out' : 'missing';
};

const TakenBadge = ({ result }: { result: RowTrial }) => {
  const t = useText();
  return outcomeOf(result) === 'taken' ? (
    <Badge backgroundColor="success100" textColor="success700">
      {t('editor.trial.taken', 'Row is taken')}
    </Badge>
  ) : (
    <Badge backgroundColor="neutral150" textColor="neutral700">
      {t('editor.trial.left-out', 'Row is left out')}
    </Badge>
  );
};

/** The records that a row asks for. */
const Records = ({ records }: Pick<RowTrial, 'records'>) => {
  const t = useText();
  return records.length > 0 ? (
    <RecordTree records={records} />
  ) : (
    <Muted tag="p">{t('editor.trial.no-records', 'This row asks for no records.')}</Muted>
  );
};

/** What a run would do to the records of a row. */
const Changes = ({ result: { changes, missing } }: { result: RowTrial }) => {
  const t = useText();
  const { missing: ofMissing } = useTextTable(WORDS);
  return (
    <Stack gap={changes.length > 0 ? 5 : 2}>
      {changes.length === 0 && (
        <Muted tag="p">
          {t('editor.trial.no-changes', 'A run would change nothing for this row.')}
        </Muted>
      )}
      <ChangeList changes={changes} />
      {missing !== null && <Muted tag="p">{ofMissing[missing]}</Muted>}
    </Stack>
  );
};

/** A step of a row's way from the source to the records. */
export type Step = 'row' | 'filter' | 'variables' | 'rendered' | 'records' | 'changes' | 'issues';

interface ShownStep {
  step: Step;
  title: string;
  /** What came out, in a word; seen while it is closed too. */
  summary?: React.ReactNode;
  content: React.ReactNode;
}

interface TrialStepsProps {
  trial: Trial;
  openSteps: Step[];
}

/** What becomes of a row, step by step; each step can be closed. */
export const TrialSteps = ({ trial: { values, result, error }, openSteps }: TrialStepsProps) => {
  const t = useText();
  const settingWord = useSettingWords();
  const { filter } = useTextTable(WORDS);
  const row = t('editor.trial.row', 'Row');
  const variables = settingWord(['variables']);
  const issues = result?.issues.filter(({ code }) => code !== IN_JSONATA) ?? [];
  const steps: ShownStep[] = [
    {
      step: 'row',
      title: row,
      content: values && <ValueTable caption={row} values={values} />,
    },
    {
      step: 'filter',
      title: settingWord(['preFilter']),
      summary: result && <TakenBadge result={result} />,
      content: result && <Muted tag="p">{filter[outcomeOf(result)]}</Muted>,
    },
    {
      step: 'variables',
      title: variables,
      content: result?.taken && Object.keys(result.variables).length > 0 && (
        <ValueTable caption={variables} values={result.variables} />
      ),
    },
    {
      step: 'rendered',
      title: t('editor.trial.rendered', 'Rendered JSON'),
      content: typeof result?.rendered === 'string' && <Code>{result.rendered}</Code>,
    },
    {
      step: 'records',
      title: t('editor.trial.records', 'Records'),
      summary: result?.records.length,
      content: result?.taken && <Records records={result.records} />,
    },
    {
      step: 'changes',
      title: t('editor.trial.changes', 'What would change'),
      summary: result?.changes.length,
      content: result && <Changes result={result} />,
    },
    {
      step: 'issues',
      title: t('run.tabs.issues', 'Issues'),
      summary: issues.length,
      content: issues.length > 0 && <IssueNotices issues={issues} />,
    },
  ];
  const isOpen = (step: Step): boolean =>
    openSteps.includes(step) || (step === 'row' && error !== null);
  return steps
    .filter(({ content }) => Boolean(content))
    .map(({ step, title, summary, content }) => (
      <Details key={step} open={isOpen(step)}>
        <summary>
          <ChevronDown aria-hidden width="1.2rem" height="1.2rem" />
          <Typography tag="h3" variant="omega" fontWeight="bold">
            {title}
          </Typography>
          <Muted tag="div" marginLeft="auto" minWidth={0}>
            {summary}
          </Muted>
        </summary>
        <Box paddingLeft={5} paddingRight={5} paddingBottom={4}>
          {content}
        </Box>
      </Details>
    ));
};

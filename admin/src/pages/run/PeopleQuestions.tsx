import * as React from 'react';

import { Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RunDetail } from '../../../../shared/contracts/reports';
import type { ChangeView, Clue, Doubt } from '../../../../shared/contracts/runs';
import { Card, Replaced, Stack } from '../../components/areas';
import { Difference } from '../../components/changes/Difference';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { ConfirmByName } from '../../components/dialogs/ConfirmByName';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useStartRun } from '../../hooks/useStartRun';
import { useText } from '../../hooks/useText';
import { useGetProfileQuery } from '../../services/profiles';
import { useApproveRunMutation, useGetChangesQuery } from '../../services/runs';
import { twoOf } from './people-answers';
import type { PeopleAnswering } from './usePeopleAnswers';

const PAGE_SIZE = 20;

interface QuestionProps {
  change: ChangeView;
  answer: boolean | undefined;
  isDisabled: boolean;
  onAnswer: (isSame: boolean) => void;
}

/** What both sides agree in, and why it is not certain. */
const useReasons = () => {
  const t = useText();
  const { formatList } = useIntl();
  const word = useAttributeWords();
  const doubtWords: Record<Doubt, string> = {
    ids: t('run.people.doubt-ids', 'Their external IDs differ.'),
    others: t('run.people.doubt-others', 'Others may be meant as well.'),
    rows: t('run.people.doubt-rows', 'A row that is not imported may be about them as well.'),
    alone: t(
      'run.people.doubt-alone',
      'Only one person was read: the source may still have the other one.'
    ),
  };
  return (by: Clue[], doubts: Doubt[]): string =>
    [
      t('run.people.by', 'Both have the same: {fields}.', { fields: formatList(by.map(word)) }),
      ...doubts.map((doubt) => doubtWords[doubt]),
    ].join(' ');
};

/** Two sides, and whether they are one person. */
const Question = ({ change, answer, isDisabled, onAnswer }: QuestionProps) => {
  const t = useText();
  const reasonsOf = useReasons();
  const { label, row, renaming } = change;
  if (!renaming) return null;
  const choice = (isSame: boolean, text: string) => (
    <Button
      size="S"
      variant={answer === isSame ? 'default' : 'tertiary'}
      aria-pressed={answer === isSame}
      disabled={isDisabled}
      onClick={() => onAnswer(isSame)}
    >
      {text}
    </Button>
  );
  return (
    <Stack
      tag="section"
      gap={3}
      aria-label={t('run.people.of', '{name}: one person or two?', { name: label })}
    >
      <Typography variant="delta" tag="h3">
        {t('run.people.name', '{name}, row {row}: probably the same person', {
          name: label,
          row: String(row ?? '–'),
        })}
      </Typography>
      <Typography textColor="neutral600">{reasonsOf(renaming.by, renaming.doubts)}</Typography>
      <Difference difference={renaming.sides} />
      <Flex gap={2} wrap="wrap">
        {choice(true, t('run.people.same', 'Same person: keep the record'))}
        {choice(false, t('run.people.two', 'Two people'))}
      </Flex>
    </Stack>
  );
};

interface PeopleQuestionsProps {
  run: RunDetail;
  answering: PeopleAnswering;
}

/** Who is probably stored under another key; nothing is written until somebody has said so of each. */
export const PeopleQuestions = ({ run, answering }: PeopleQuestionsProps) => {
  const t = useText();
  const permissions = usePermissions();
  const showError = useErrorNotification();
  const [page, setPage] = React.useState(1);
  const { answers, change: answer, clear } = answering;
  const { ofPairs, areOthersSame } = answers;
  const [isConfirming, setConfirming] = React.useState(false);
  const { data, currentData } = useGetChangesQuery({
    run: run.id,
    query: { kind: 'perhaps-renamed', page, pageSize: PAGE_SIZE },
  });
  const { data: profile } = useGetProfileQuery(run.profileId, { skip: !permissions.canRead });
  const [approveRun, { isLoading: isApproving }] = useApproveRunMutation();
  const { startRun, isStarting } = useStartRun();
  const two = twoOf(answers);
  // Somebody new is planned anew, by a run.
  const may =
    permissions.canApprove &&
    (permissions.canExecute || (run.status === 'held' && two.length === 0));
  const open = areOthersSame ? 0 : run.undecided - ofPairs.size;
  const isReplacing = profile?.mode === 'replace';

  const go = async () => {
    if (run.status === 'held' && two.length === 0) {
      await approveRun({ id: run.id, confirm: run.profile, people: 'same' })
        .unwrap()
        .then(clear, showError);
    } else {
      const confirm = isReplacing ? run.profile : undefined;
      if (await startRun(run.profileId, confirm, { of: run.id, two })) clear();
    }
    setConfirming(false);
  };
  const begin = () => {
    if (isReplacing || run.exceeded.length > 0) setConfirming(true);
    else void go();
  };

  if (!data) return null;
  const { pageCount } = data.pagination;
  return (
    <Card padding={6} role="region" aria-labelledby="people-questions">
      <Stack gap={5}>
        <Stack gap={2}>
          <Typography id="people-questions" variant="beta" tag="h2">
            {t(
              'run.people.title',
              '{count, plural, one {# person is} other {# people are}} probably stored already under another key',
              { count: run.undecided }
            )}
          </Typography>
          <Typography textColor="neutral600">
            {t(
              'run.people.text',
              'The same person keeps the record with credentials, extension, entries and phones. Somebody new gets a record of their own, and the old one is removed or disabled, as the profile says. Nothing is written until all are answered.'
            )}
          </Typography>
        </Stack>
        <Replaced isStale={data !== currentData}>
          <Stack gap={6}>
            {data.results.map((change) => (
              <Question
                key={change.id}
                change={change}
                answer={
                  ofPairs.get(change.renaming?.id ?? '') ?? (areOthersSame ? true : undefined)
                }
                isDisabled={!may}
                onAnswer={(isSame) =>
                  answer({
                    ...answers,
                    ofPairs: new Map(ofPairs).set(change.renaming?.id ?? '', isSame),
                  })
                }
              />
            ))}
          </Stack>
        </Replaced>
        {pageCount > 1 && (
          <Flex gap={2}>
            <Button
              size="S"
              variant="tertiary"
              disabled={page === 1}
              onClick={() => setPage(page - 1)}
            >
              {t('run.people.previous', 'Previous')}
            </Button>
            <Typography textColor="neutral600">
              {t('run.people.page', 'Page {page} of {count}', {
                page: String(page),
                count: String(pageCount),
              })}
            </Typography>
            <Button
              size="S"
              variant="tertiary"
              disabled={page === pageCount}
              onClick={() => setPage(page + 1)}
            >
              {t('run.people.next', 'Next')}
            </Button>
          </Flex>
        )}
        {may ? (
          <Flex gap={3} wrap="wrap">
            <Button disabled={open > 0} loading={isApproving || isStarting} onClick={begin}>
              {t('run.people.go', 'Run with these answers')}
            </Button>
            {open > 1 && (
              <Button
                variant="tertiary"
                onClick={() => answer({ ...answers, areOthersSame: true })}
              >
                {t('run.people.all', 'All others are the same people')}
              </Button>
            )}
            {open > 0 && (
              <Typography textColor="neutral600">
                {t('run.people.open', '{count, plural, other {# still to answer}}', {
                  count: open,
                })}
              </Typography>
            )}
          </Flex>
        ) : (
          <Typography textColor="neutral600">
            {t('run.people.others', 'It waits until somebody who may decide says so.')}
          </Typography>
        )}
      </Stack>
      {isConfirming && (
        <ConfirmByName
          title={t('run.people.go', 'Run with these answers')}
          name={run.profile}
          confirmLabel={t('run.people.go', 'Run with these answers')}
          isLoading={isApproving || isStarting}
          onCancel={() => setConfirming(false)}
          onConfirm={() => void go()}
        >
          {t(
            'run.people.confirm',
            'The run does more than its limits allow, or replaces all users. Look at its changes first.'
          )}
        </ConfirmByName>
      )}
    </Card>
  );
};

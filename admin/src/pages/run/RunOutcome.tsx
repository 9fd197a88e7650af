import { Button, Flex, Link, LinkButton, TextButton, Typography } from '@strapi/design-system';
import { CheckCircle, Clock, Eye, Key, User, WarningCircle } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import type { RunDetail } from '../../../../shared/contracts/reports';
import type { RecordType } from '../../../../shared/records';
import { Card, Stack } from '../../components/areas';
import { paths } from '../../constants';
import { useContentLink } from '../../hooks/useContentLink';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useGetProfileQuery } from '../../services/profiles';
import { useGetChangesQuery } from '../../services/runs';
import { type Outcome, outcomesOf, outcomeText } from '../../utils/outcome';
import { kindOf } from '../../utils/source-kind';
import type { Selection } from './CountTiles';
import { RecordLink } from './RecordLink';
import type { ActionKind } from './run-state';

const NAMED = 5;

/** What is said of first, of those who are named: among those who are changed are those who are disabled. */
const namedOf = ({ counts }: Outcome): 'create' | 'update' | 'remove' | undefined =>
  (['create', 'update', 'remove'] as const).find(
    (action) =>
      counts[action] > 0 ||
      (action === 'create' && counts.restore > 0) ||
      (action === 'update' && counts.disable > 0)
  );

interface WhoProps {
  run: RunDetail;
  type: RecordType;
  outcome: Outcome;
  onSelect: (selection: Selection) => void;
}

/** The first of the people by name, each with the way to the record, and the way to the others. */
const Who = ({ run, type, outcome, onSelect }: WhoProps) => {
  const t = useText();
  const action = namedOf(outcome);
  const query = { type, action, pageSize: NAMED };
  const { data } = useGetChangesQuery({ run: run.id, query }, { skip: action === undefined });
  if (action === undefined || !data || data.results.length === 0) return null;
  const more = data.pagination.total - data.results.length;
  return (
    <Flex tag="ul" gap={3} wrap="wrap" aria-label={t('run.outcome.who', 'Who')}>
      {data.results.map((change) => (
        <li key={change.id}>
          <RecordLink change={change} />
        </li>
      ))}
      {more > 0 && (
        <li>
          <TextButton onClick={() => onSelect({ type, action })}>
            {t('run.outcome.more', 'and {count, number} more', { count: more })}
          </TextButton>
        </li>
      )}
    </Flex>
  );
};

interface NextProps {
  run: RunDetail;
  type: RecordType;
  onAction: (action: ActionKind) => void;
}

/** What there is to do once a run has written. */
const Next = ({ run, type, onAction }: NextProps) => {
  const t = useText();
  const { canRead, canEdit, canCredentials } = usePermissions();
  const all = useContentLink(type)();
  const { data: profile } = useGetProfileQuery(run.profileId, { skip: !canRead });
  const isUnscheduled =
    profile !== undefined &&
    !profile.schedule.enabled &&
    !['upload', 'push'].includes(kindOf(profile.source));
  return (
    <Flex gap={2} wrap="wrap">
      {run.credentials > 0 && canCredentials && (
        <Button size="S" startIcon={<Key />} onClick={() => onAction('credentials')}>
          {t('run.outcome.credentials', 'Download the credentials, once')}
        </Button>
      )}
      {isUnscheduled && canEdit && (
        <LinkButton
          tag={NavLink}
          size="S"
          variant="secondary"
          startIcon={<Clock />}
          to={`${paths.profile(run.profileId)}?tab=schedule`}
        >
          {t('run.outcome.schedule', 'Set a schedule')}
        </LinkButton>
      )}
      {all !== null && (
        <LinkButton tag={NavLink} size="S" variant="tertiary" startIcon={<User />} to={all}>
          {t('run.outcome.all', 'See them in the content manager')}
        </LinkButton>
      )}
    </Flex>
  );
};

interface RunOutcomeProps {
  run: RunDetail;
  onSelect: (selection: Selection) => void;
  onAction: (action: ActionKind) => void;
}

/** What follows of undoing a run, and which one it is. */
const UndoneRun = ({ run }: { run: RunDetail }) => {
  const t = useText();
  return (
    <Typography tag="p" textColor="neutral700">
      {t(
        'run.undo.again',
        'The next run of this profile does the same again, unless its source or its settings are corrected before.'
      )}{' '}
      {run.undoOf !== null && (
        <Link tag={NavLink} to={paths.run(run.undoOf)}>
          {t('run.undo.show', 'Show the run that is undone')}
        </Link>
      )}
    </Typography>
  );
};

const LOOKS = {
  test: { Icon: Eye, color: 'neutral600', background: 'neutral100' },
  done: { Icon: CheckCircle, color: 'success600', background: 'neutral0' },
  problems: { Icon: WarningCircle, color: 'warning600', background: 'neutral0' },
} as const;

const lookOf = ({ kind, status }: RunDetail): keyof typeof LOOKS => {
  if (kind === 'test') return 'test';
  return status === 'succeeded' ? 'done' : 'problems';
};

/** What a run has done, in the past tense, to whom, and what comes next; of a test run what a run would do. */
export const RunOutcome = ({ run, onSelect, onAction }: RunOutcomeProps) => {
  const t = useText();
  const [main, ...others] = outcomesOf(run);
  if (!main) return null;
  const isTest = run.kind === 'test';
  const tense = isTest ? 'would' : 'done';
  const { Icon, color, background } = LOOKS[lookOf(run)];
  return (
    <Card
      padding={{ initial: 4, medium: 6 }}
      background={background}
      {...(isTest && { borderColor: 'neutral500', borderStyle: 'dashed', borderWidth: '2px' })}
    >
      <Flex gap={4} alignItems="flex-start">
        <Flex shrink={0} paddingTop={1}>
          <Icon aria-hidden width="2.4rem" height="2.4rem" fill={color} />
        </Flex>
        <Stack gap={3} flex="1" minWidth={0}>
          {isTest && (
            <Typography variant="sigma" textColor="neutral700">
              {t('run.outcome.test', 'Test run: nothing was written')}
            </Typography>
          )}
          <Typography tag="h2" variant="beta">
            {outcomeText(t, main, tense)}
          </Typography>
          {others.map((outcome) => (
            <Typography key={outcome.noun} tag="p" textColor="neutral700">
              {outcomeText(t, outcome, tense)}
            </Typography>
          ))}
          {main.type !== null && (
            <Who run={run} type={main.type} outcome={main} onSelect={onSelect} />
          )}
          {run.purpose === 'removal' && (
            <Typography tag="p" textColor="neutral700">
              {isTest
                ? t(
                    'run.removal.test',
                    'People who are protected, made by hand or brought by another profile stay. The profile is deleted once the others are removed.'
                  )
                : t(
                    'run.removal.stays',
                    'The profile is still there, because not everything that it brought could be removed. Its schedule has ended.'
                  )}
            </Typography>
          )}
          {run.purpose === 'undo' && <UndoneRun run={run} />}
          {!isTest && main.type !== null && <Next run={run} type={main.type} onAction={onAction} />}
        </Stack>
      </Flex>
    </Card>
  );
};

import * as React from 'react';

import { Box, Button, LinkButton, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';

import { Stack } from '../../components/areas';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import type { RunDetail } from '../../../../shared/contracts/reports';
import type { ExceededLimit } from '../../../../shared/contracts/runs';
import { Notice, type NoticeVariant } from '../../components/feedback/Notice';
import { paths } from '../../constants';
import { usePermissions } from '../../hooks/usePermissions';
import { type Text, textTable, useText, useTextTable } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { outcomeSentences } from '../../utils/outcome';
import { type BannerKind, bannersOf } from './run-state';

type Numbers = Record<'type' | 'found' | 'allowed', string>;

const sentenceOf = (t: Text, limit: ExceededLimit['limit'], numbers: Numbers): string => {
  switch (limit) {
    case 'removePercent':
      return t(
        'run.exceeded.removePercent',
        '{type}: {found} % would be removed or disabled, {allowed} % are allowed',
        numbers
      );
    case 'removeCount':
      return t(
        'run.exceeded.removeCount',
        '{type}: {found} would be removed or disabled, {allowed} are allowed',
        numbers
      );
    case 'updatePercent':
      return t(
        'run.exceeded.updatePercent',
        '{type}: {found} % would be changed, {allowed} % are allowed',
        numbers
      );
  }
};

/** The safety limits that a plan is above. */
export const ExceededList = ({ exceeded }: { exceeded: ExceededLimit[] }) => {
  const t = useText();
  const words = useRunWords();
  const { formatNumber } = useIntl();
  return (
    <Box tag="ul" paddingLeft={4} style={{ listStyle: 'disc' }}>
      {exceeded.map(({ type, limit, found, allowed }) => (
        <Typography key={`${type}.${limit}`} tag="li" textColor="neutral800" textAlign="left">
          {sentenceOf(t, limit, {
            type: words.type(type),
            found: formatNumber(found, { maximumFractionDigits: 1 }),
            allowed: formatNumber(allowed),
          })}
        </Typography>
      ))}
    </Box>
  );
};

const VARIANTS: Record<BannerKind, NoticeVariant> = {
  failed: 'danger',
  interrupted: 'danger',
  held: 'warning',
  rejected: 'info',
  expired: 'info',
  canceled: 'info',
  'with-errors': 'warning',
  undone: 'info',
  'not-modified': 'success',
  'would-be-held': 'warning',
  'changed-since': 'info',
};

/** What is said of each kind, and of the kinds within a kind. */
const WORDS = textTable('run.banner', {
  title: {
    failed: 'The run failed',
    'failed-test': 'The test run failed',
    interrupted: 'Interrupted before its end',
    held: 'Nothing was written: the run does more than its limits allow',
    'held-otherwise': 'Nothing was written: a person has to look first',
    rejected: 'The run was rejected',
    expired: 'Expired: nobody decided in time',
    canceled: 'Canceled before its end',
    'with-errors': 'Some rows have problems and were not imported completely',
    'with-errors-test': 'Some rows have problems and would not be imported',
    undone: 'This run has been undone',
    'undo-with-errors': 'Not everything could be undone',
    'undo-with-errors-test': 'Not everything would be undone',
    'undo-would-be-held': 'Undoing would be held for approval',
    'not-modified': 'The file has not changed since the last run',
    'would-be-held': 'A run would be held for approval',
    'removal-would-be-held': 'The removal would be held for approval',
    'changed-both': 'Profile and file have changed since this test run',
    'changed-profile': 'The profile has changed since this test run',
    'changed-file': 'The file has changed since this test run',
  },
  text: {
    'with-errors': 'The issues say what is wrong with each of them.',
    'undo-with-errors':
      'What others have changed since stays as it is. The issues say what it is of each record.',
    'undo-would-be-held': 'Nothing is written until somebody approves it.',
    undone: 'What others had changed in the meantime was left as it was.',
    'not-modified': 'There was nothing to do.',
    'would-be-held':
      'Nothing is written until somebody approves it. If this is not what you expect, check the source and the pre-filter.',
    'removal-would-be-held':
      'Nobody is removed until somebody approves it, and the profile stays until then. If only the profile is to go, delete it and keep its people.',
    'changed-since': 'A run may do something else than shown here: test again to see what.',
  },
  decision: {
    older:
      'The plan was made by an earlier version of the plugin, or in another database, and can only be looked at: plan anew, or reject it.',
    own: 'Look at the changes below, then approve or reject it.',
    others: 'It waits until somebody who may decide approves or rejects it.',
  },
});

type Title = keyof (typeof WORDS)['texts']['title'];

const WOULD_BE_HELD = {
  import: 'would-be-held',
  person: 'would-be-held',
  removal: 'removal-would-be-held',
  undo: 'undo-would-be-held',
} as const;

/** What reads no source has no rows. */
const withErrors = ({ purpose }: RunDetail) =>
  purpose === 'undo' ? 'undo-with-errors' : 'with-errors';

const titleOf = (kind: BannerKind, run: RunDetail): Title => {
  const { kind: runKind, exceeded, changedSince } = run;
  switch (kind) {
    case 'would-be-held':
      return WOULD_BE_HELD[run.purpose];
    case 'with-errors':
      return runKind === 'test' ? `${withErrors(run)}-test` : withErrors(run);
    case 'failed':
      return runKind === 'test' ? `${kind}-test` : kind;
    case 'held':
      return exceeded.length > 0 ? kind : 'held-otherwise';
    case 'changed-since':
      if (changedSince.profile && changedSince.file) return 'changed-both';
      return changedSince.profile ? 'changed-profile' : 'changed-file';
    default:
      return kind;
  }
};

interface BannerProps {
  run: RunDetail;
  /** Why it ended as it did. */
  message: string | undefined;
}

/** How much a held run would do, and what can be done about it. */
const Held = ({ run, message }: BannerProps) => {
  const t = useText();
  const { decision } = useTextTable(WORDS);
  const { canApprove } = usePermissions();
  const extent = outcomeSentences(t, run, 'would');
  const decided = canApprove ? decision.own : decision.others;
  return (
    <Stack gap={2}>
      {run.exceeded.length > 0 ? <ExceededList exceeded={run.exceeded} /> : <span>{message}</span>}
      <span>{`${extent} ${run.changedSince.form ? decision.older : decided}`}</span>
    </Stack>
  );
};

type Texts = (typeof WORDS)['texts']['text'];

const textOf = (texts: Texts, kind: BannerKind, { run, message }: BannerProps): React.ReactNode => {
  switch (kind) {
    case 'held':
      return <Held run={run} message={message} />;
    case 'would-be-held':
      return (
        <Stack gap={2}>
          <ExceededList exceeded={run.exceeded} />
          <span>{texts[WOULD_BE_HELD[run.purpose]]}</span>
        </Stack>
      );
    case 'with-errors':
      return texts[withErrors(run)];
    case 'undone':
    case 'not-modified':
    case 'changed-since':
      return texts[kind];
    default:
      return message;
  }
};

/** Where it goes on after what a banner says. */
const Way = ({
  kind,
  run,
  onShowIssues,
}: Pick<RunBannersProps, 'run' | 'onShowIssues'> & { kind: BannerKind }) => {
  const t = useText();
  if (kind === 'with-errors') {
    return (
      <Button size="S" variant="tertiary" onClick={onShowIssues}>
        {t('run.changes.to-issues', 'Show the issues')}
      </Button>
    );
  }
  if (kind === 'undone' && run.undoneBy !== null) {
    return (
      <LinkButton tag={RouterLink} size="S" variant="tertiary" to={paths.run(run.undoneBy)}>
        {t('run.undo.show-undo', 'Show what was undone')}
      </LinkButton>
    );
  }
  if (kind !== 'interrupted' || run.retriedAs === null) return null;
  return (
    <LinkButton tag={RouterLink} size="S" variant="tertiary" to={paths.run(run.retriedAs)}>
      {t('run.banner.retried', 'Open the run in its place')}
    </LinkButton>
  );
};

interface RunBannersProps {
  run: RunDetail;
  isCorrected: boolean;
  onShowIssues: () => void;
}

/** What has to be known before the numbers. */
export const RunBanners = ({ run, isCorrected, onShowIssues }: RunBannersProps) => {
  const t = useText();
  const words = useTextTable(WORDS);
  const texts = useCodeTexts();
  const message = run.error === null ? undefined : texts.message(run.error);
  const rejectedBy = (person: string): string =>
    t('run.banner.rejected-by', 'The run was rejected by {person}', { person });
  return (
    <>
      {bannersOf(run, isCorrected).map((kind) => (
        <Notice
          isLarge
          key={kind}
          variant={VARIANTS[kind]}
          title={
            kind === 'rejected' && run.decidedBy !== null
              ? rejectedBy(run.decidedBy)
              : words.title[titleOf(kind, run)]
          }
          action={<Way kind={kind} run={run} onShowIssues={onShowIssues} />}
        >
          {textOf(words.text, kind, { run, message })}
        </Notice>
      ))}
    </>
  );
};

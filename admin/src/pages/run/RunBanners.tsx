import * as React from 'react';

import { Box, Button, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { Stack } from '../../components/areas';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import type { RunDetail } from '../../../../shared/contracts/reports';
import type { ExceededLimit } from '../../../../shared/contracts/runs';
import { Notice, type NoticeVariant } from '../../components/feedback/Notice';
import { usePermissions } from '../../hooks/usePermissions';
import { type Text, useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { totalCounts } from '../../utils/totals';
import { type BannerKind, bannersOf } from './run-state';

interface Numbers {
  type: string;
  found: string;
  allowed: string;
}

const sentence = (t: Text, limit: ExceededLimit['limit'], numbers: Numbers): string => {
  switch (limit) {
    case 'removePercent':
      return t(
        'run.exceeded.removePercent',
        '{type}: {found} % would be removed or disabled, {allowed} % are allowed',
        { ...numbers }
      );
    case 'removeCount':
      return t(
        'run.exceeded.removeCount',
        '{type}: {found} would be removed or disabled, {allowed} are allowed',
        { ...numbers }
      );
    case 'updatePercent':
      return t(
        'run.exceeded.updatePercent',
        '{type}: {found} % would be changed, {allowed} % are allowed',
        { ...numbers }
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
          {sentence(t, limit, {
            type: words.type(type),
            found: formatNumber(found, { maximumFractionDigits: 1 }),
            allowed: formatNumber(allowed),
          })}
        </Typography>
      ))}
    </Box>
  );
};

interface Content {
  variant: NoticeVariant;
  title: string;
  text?: React.ReactNode;
}

const changedTitle = (t: Text, { profile, file }: RunDetail['changedSince']): string => {
  if (profile && file) {
    return t('run.banner.changed-both', 'Profile and file have changed since this test run');
  }
  return profile
    ? t('run.banner.changed-profile', 'The profile has changed since this test run')
    : t('run.banner.changed-file', 'The file has changed since this test run');
};

const contentOf = (
  t: Text,
  kind: BannerKind,
  run: RunDetail,
  canApprove: boolean,
  message: string | undefined
): Content => {
  const totals = totalCounts(run);
  switch (kind) {
    case 'failed':
      return {
        variant: 'danger',
        title:
          run.kind === 'test'
            ? t('run.banner.failed-test', 'The test run failed')
            : t('run.banner.failed', 'The run failed'),
        text: message,
      };
    case 'interrupted':
      return {
        variant: 'danger',
        title: t('run.banner.interrupted', 'Interrupted before its end'),
        text: message,
      };
    case 'held':
      return {
        variant: 'warning',
        title:
          run.exceeded.length > 0
            ? t('run.banner.held', 'Nothing was written: the run does more than its limits allow')
            : t('run.banner.held-otherwise', 'Nothing was written: a person has to look first'),
        text: (
          <Stack gap={2}>
            {run.exceeded.length > 0 ? (
              <ExceededList exceeded={run.exceeded} />
            ) : (
              <span>{message}</span>
            )}
            <span>
              {t(
                'run.banner.held-extent',
                'It would remove {removed, plural, one {# record} other {# records}}, change {updated, number} and create {created, number}.',
                {
                  created: totals.create,
                  updated: totals.update,
                  removed: totals.remove,
                }
              )}{' '}
              {run.changedSince.form
                ? t(
                    'run.banner.held-older',
                    'The plan was made by an earlier version of the plugin and can only be looked at: plan anew, or reject it.'
                  )
                : canApprove
                  ? t(
                      'run.banner.held-decide',
                      'Look at the changes below, then approve or reject it.'
                    )
                  : t(
                      'run.banner.held-wait',
                      'It waits until somebody who may decide approves or rejects it.'
                    )}
            </span>
          </Stack>
        ),
      };
    case 'rejected':
      return {
        variant: 'info',
        title:
          run.decidedBy === null
            ? t('run.banner.rejected', 'The run was rejected')
            : t('run.banner.rejected-by', 'The run was rejected by {person}', {
                person: run.decidedBy,
              }),
        text: message,
      };
    case 'canceled':
      return {
        variant: 'info',
        title: t('run.banner.canceled', 'Canceled before its end'),
        text: message,
      };
    case 'with-errors':
      return {
        variant: 'warning',
        title:
          run.kind === 'test'
            ? t('run.banner.errors-test', 'Some rows have problems and would not be imported')
            : t('run.banner.errors', 'Some rows have problems and were not imported completely'),
        text: t('run.banner.errors-text', 'The issues say what is wrong with each of them.'),
      };
    case 'not-modified':
      return {
        variant: 'success',
        title: t('run.banner.not-modified', 'The file has not changed since the last run'),
        text: t('run.banner.not-modified-text', 'There was nothing to do.'),
      };
    case 'would-be-held':
      return {
        variant: 'warning',
        title: t('run.banner.would-be-held', 'A run would be held for approval'),
        text: (
          <Stack gap={2}>
            <ExceededList exceeded={run.exceeded} />
            <span>
              {t(
                'run.banner.would-be-held-text',
                'Nothing is written until somebody approves it. If this is not what you expect, check the source and the pre-filter.'
              )}
            </span>
          </Stack>
        ),
      };
    case 'changed-since':
      return {
        variant: 'info',
        title: changedTitle(t, run.changedSince),
        text: t(
          'run.banner.changed-text',
          'A run may do something else than shown here: test again to see what.'
        ),
      };
  }
};

interface RunBannersProps {
  run: RunDetail;
  isCorrected: boolean;
  onShowIssues: () => void;
}

/** What has to be known before the numbers. */
export const RunBanners = ({ run, isCorrected, onShowIssues }: RunBannersProps) => {
  const t = useText();
  const { canApprove } = usePermissions();
  const texts = useCodeTexts();
  const message = run.error === null ? undefined : texts.message(run.error);
  return (
    <>
      {bannersOf(run, isCorrected).map((kind) => {
        const { variant, title, text } = contentOf(t, kind, run, canApprove, message);
        return (
          <Notice
            isLarge
            key={kind}
            variant={variant}
            title={title}
            action={
              kind === 'with-errors' && (
                <Button size="S" variant="tertiary" onClick={onShowIssues}>
                  {t('run.changes.to-issues', 'Show the issues')}
                </Button>
              )
            }
          >
            {text}
          </Notice>
        );
      })}
    </>
  );
};

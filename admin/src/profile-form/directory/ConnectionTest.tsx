import * as React from 'react';

import { Box, Button, Flex, Loader, Typography, VisuallyHidden } from '@strapi/design-system';
import { CheckCircle, CrossCircle, Lightning, MinusCircle, WarningCircle } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type {
  ConnectionStepName,
  ConnectionStepView,
  ConnectionTestView,
} from '../../../../shared/contracts/ldap';
import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { Muted } from '../../components/text';
import { useAnswerText, useCodeTexts } from '../../hooks/useCodeTexts';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { capitalized } from '../../utils/sentence';
import { useProfileForm } from '../form-context';
import { byServer, type ServerSteps } from './answers';
import { readServer } from './servers';

/** The steps of a connection test, and how each can end. */
const WORDS = textTable<{
  name: Record<ConnectionStepName, string>;
  status: Record<ConnectionStepView['status'], string>;
}>('ldap.test-step', {
  name: {
    name: 'Host name',
    tcp: 'Connection',
    tls: 'Encryption',
    bind: 'Sign-in',
    vendor: 'Kind of directory',
    base: 'Base DN',
    paging: 'Reading in pages',
    entries: 'Entries',
  },
  status: { ok: 'OK', warning: 'Warning', failed: 'Failed', skipped: 'Not tried' },
});

const ICONS = {
  ok: { Icon: CheckCircle, color: 'success600' },
  warning: { Icon: WarningCircle, color: 'warning600' },
  failed: { Icon: CrossCircle, color: 'danger600' },
  skipped: { Icon: MinusCircle, color: 'neutral500' },
} as const satisfies Record<ConnectionStepView['status'], unknown>;

const Line = styled.li`
  display: grid;
  grid-template-columns: 1.6rem minmax(0, 14rem) minmax(0, 1fr);
  gap: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[3]}`};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  overflow-wrap: anywhere;

  @media (max-width: 520px) {
    grid-template-columns: 1.6rem minmax(0, 1fr);

    > :last-child {
      grid-column: 2;
    }
  }
`;

/** The name or address of a server stays as it is. */
const sentence = (message: string, { server }: ConnectionStepView): string =>
  [server, readServer(server).host].some((name) => message.startsWith(name))
    ? message
    : capitalized(message);

/** What a step found and what to do about it, in the language of the person who is logged in. */
const useStepTexts = ({ found, warning, message, advice }: ConnectionStepView) => {
  const texts = useCodeTexts();
  const translated = found && texts.part('message', found);
  if (!found || translated === null) return { message, advice };
  const isWarned = warning !== null;
  return {
    message: translated,
    advice: texts.part(isWarned ? 'message' : 'advice', isWarned ? warning : found),
  };
};

/** One step of a connection test: how it ended, what was found, and what to do about it. */
const StepLine = ({ step: line }: { step: ConnectionStepView }) => {
  const { step, status } = line;
  const { message, advice } = useStepTexts(line);
  const words = useTextTable(WORDS);
  const { Icon, color } = ICONS[status];
  const isSkipped = status === 'skipped';
  return (
    <Line>
      <Box paddingTop="0.2rem">
        <Icon aria-hidden width="1.6rem" height="1.6rem" fill={color} />
      </Box>
      <Typography
        fontWeight={isSkipped ? 'regular' : 'bold'}
        textColor={isSkipped ? 'neutral600' : 'neutral800'}
      >
        {words.name[step]}
        <VisuallyHidden>{`: ${words.status[status]}`}</VisuallyHidden>
      </Typography>
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Typography textColor={isSkipped ? 'neutral600' : 'neutral800'}>
          {message === '' ? words.status[status] : sentence(message, line)}
        </Typography>
        {advice !== null && (
          <Typography textColor={status === 'failed' ? 'danger700' : 'neutral700'}>
            {capitalized(advice)}
          </Typography>
        )}
      </Flex>
    </Line>
  );
};

const ServerResult = ({ server, steps }: ServerSteps) => (
  <Box borderColor="neutral200" hasRadius overflow="hidden">
    <Box background="neutral100" paddingTop={2} paddingBottom={2} paddingLeft={4} paddingRight={4}>
      <Typography
        variant="pi"
        fontWeight="bold"
        textColor="neutral800"
        style={{ overflowWrap: 'anywhere' }}
      >
        {server}
      </Typography>
    </Box>
    <Stack tag="ol">
      {steps.map((step) => (
        <StepLine key={step.step} step={step} />
      ))}
    </Stack>
  </Box>
);

const Found = ({ result }: { result: ConnectionTestView }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const { ok, vendor, entries, namingContexts } = result;
  const found = [
    vendor && t('ldap.found.vendor', 'Found: {vendor}', { vendor: vendor.name }),
    entries !== null &&
      t('ldap.found.entries', '{count, plural, one {{shown} entry} other {{shown} entries}}', {
        count: entries,
        shown: formatNumber(entries),
      }),
    namingContexts.length > 0 &&
      t('ldap.found.contexts', '{count, plural, one {base DN} other {base DNs}} {names}', {
        count: namingContexts.length,
        names: namingContexts.join('; '),
      }),
  ].filter((part) => typeof part === 'string');
  return (
    <Notice
      variant={ok ? 'success' : 'danger'}
      title={
        ok
          ? t('ldap.found.ok', 'The directory can be read')
          : t('ldap.found.failed', 'The directory cannot be read like this')
      }
    >
      {found.length > 0 ? found.join(' · ') : null}
    </Notice>
  );
};

/** What comes out must not hide behind the bar with the wizard's buttons. */
const Answer = styled.div`
  scroll-margin-block: 12rem;
`;

/** Tests the connection when asked to, and shows step by step how far it gets, at each server that was tried. */
export const ConnectionTest = () => {
  const t = useText();
  const answerText = useAnswerText();
  const { result, error, isRunning, isStale, run } = useProfileForm().connection;
  const answer = React.useRef<HTMLDivElement>(null);
  const isAwaited = React.useRef(false);
  React.useEffect(() => {
    if (isRunning || !isAwaited.current) return;
    isAwaited.current = false;
    answer.current?.scrollIntoView({ block: 'nearest' });
  }, [isRunning]);
  const startTest = () => {
    if (isRunning) return;
    isAwaited.current = true;
    run();
  };
  const running = t('ldap.test.running', 'Testing the connection …');
  const hint = isStale
    ? t('ldap.test.stale', 'Something was changed since the last test.')
    : t('ldap.test.hint', 'Only reads; nothing is saved or imported.');
  return (
    <Stack gap={4}>
      <Flex gap={4} wrap="wrap">
        {/* Not disabled meanwhile: it would lose the focus. */}
        <Button
          variant="secondary"
          startIcon={<Lightning />}
          aria-busy={isRunning}
          onClick={startTest}
        >
          {t('ldap.test', 'Test connection')}
        </Button>
        <Muted>{hint}</Muted>
      </Flex>
      <Answer ref={answer} aria-live="polite" aria-busy={isRunning}>
        {isRunning && (
          <Flex gap={3}>
            <Loader small>{running}</Loader>
            <Typography aria-hidden textColor="neutral600">
              {running}
            </Typography>
          </Flex>
        )}
        {!isRunning && error !== null && (
          <Notice variant="danger" title={t('ldap.test.refused', 'The connection was not tested')}>
            {answerText(error) ?? t('form.no-reason', 'The server did not say why.')}
          </Notice>
        )}
        {!isRunning && result !== null && (
          <Stack gap={4}>
            <Found result={result} />
            {byServer(result).map((server) => (
              <ServerResult key={server.server} {...server} />
            ))}
          </Stack>
        )}
      </Answer>
    </Stack>
  );
};

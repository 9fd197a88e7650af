import * as React from 'react';

import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { Lightning } from '@strapi/icons';
import { styled } from 'styled-components';

import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { Muted } from '../../components/text';
import { useAnswerText } from '../../hooks/useCodeTexts';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { ConnectionResult } from './ConnectionResult';

/** What comes out must not hide behind the bar with the wizard's buttons. */
const Answer = styled.div`
  scroll-margin-block: 12rem;
`;

/** Tests the connection when asked to, and shows how far it gets. */
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
        {!isRunning && result !== null && <ConnectionResult result={result} />}
      </Answer>
    </Stack>
  );
};

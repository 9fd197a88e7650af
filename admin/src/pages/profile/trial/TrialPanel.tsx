import * as React from 'react';

import { Box, Flex, IconButton, Loader, Typography } from '@strapi/design-system';
import { Collapse, Expand } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../../../hooks/useText';
import { useTrial } from '../../../profile-form/mapping/trial-context';
import type { Step } from './steps';
import { TrialError } from './TrialError';
import { TrialNavigation } from './TrialNavigation';
import { TrialSteps } from './TrialSteps';

const Panel = styled(Box)`
  @media (min-width: 1200px) {
    position: sticky;
    top: 7.2rem;
    max-height: calc(100vh - 9.6rem);
    overflow-y: auto;
  }
`;

/** Tries what is being edited with one row of the source, as one types. */
export const TrialPanel = ({ openSteps }: { openSteps: Step[] }) => {
  const t = useText();
  const trial = useTrial();
  const [isShown, setIsShown] = React.useState(true);
  const title = React.useId();
  const { error, isFetching, result, values } = trial;
  const isFirst = isFetching && error === null && result === null && values === null;
  return (
    <Panel
      tag="section"
      aria-labelledby={title}
      aria-busy={isFetching}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      tabIndex={0}
    >
      <Flex justifyContent="space-between" gap={4} padding={5} paddingBottom={4}>
        <Box minWidth={0}>
          <Typography tag="h2" id={title} variant="delta">
            {t('editor.trial', 'Live trial')}
          </Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t(
              'editor.trial.hint',
              'What becomes of one row with what you see here. Nothing is saved.'
            )}
          </Typography>
        </Box>
        <IconButton
          label={
            isShown
              ? t('editor.trial.hide', 'Hide the trial')
              : t('editor.trial.show', 'Show the trial')
          }
          aria-expanded={isShown}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <Collapse /> : <Expand />}
        </IconButton>
      </Flex>
      {isShown && (
        <>
          <TrialNavigation trial={trial} />
          {error !== null && (
            <Box paddingLeft={5} paddingRight={5} paddingBottom={4}>
              <TrialError error={error} retry={trial.retry} />
            </Box>
          )}
          {isFirst ? (
            <Flex justifyContent="center" padding={6}>
              <Loader small>{t('form.loading', 'Loading …')}</Loader>
            </Flex>
          ) : (
            <TrialSteps trial={trial} openSteps={openSteps} />
          )}
        </>
      )}
    </Panel>
  );
};

import * as React from 'react';

import { Box, Flex, IconButton, Loader, Searchbar, Typography } from '@strapi/design-system';
import { ArrowLeft, ArrowRight, Collapse, Expand } from '@strapi/icons';
import { styled } from 'styled-components';

import { Stack } from '../../../components/areas';
import { Muted } from '../../../components/text';
import { usePermissions } from '../../../hooks/usePermissions';
import { useRowWords } from '../../../hooks/useWords';
import { useText } from '../../../hooks/useText';
import { useProfileForm } from '../../../profile-form/form-context';
import { type Trial, useTrial } from '../../../profile-form/mapping/trial-context';
import { TrialError } from './TrialError';
import { type Step, TrialSteps } from './TrialSteps';

const Panel = styled(Box)`
  @media (min-width: 1200px) {
    position: sticky;
    top: 7.2rem;
    max-height: calc(100vh - 9.6rem);
    overflow-y: auto;
  }
`;

/** Steps through the rows, or searches one. */
const TrialNavigation = ({ trial }: { trial: Trial }) => {
  const t = useText();
  const rowWords = useRowWords(useProfileForm().draft.source);
  const { row, rows, search } = trial;
  const { previous, next } = rows ?? { previous: null, next: null };
  const steps = [
    { to: previous, label: t('editor.trial.previous', 'Previous row'), icon: <ArrowLeft /> },
    { to: next, label: t('editor.trial.next', 'Next row'), icon: <ArrowRight /> },
  ];
  return (
    <Flex gap={3} wrap="wrap" paddingLeft={5} paddingRight={5} paddingBottom={4}>
      <Flex gap={2}>
        {steps.map(({ to, label, icon }) => (
          <IconButton
            key={label}
            label={label}
            disabled={to === null}
            onClick={() => to !== null && trial.goTo(to)}
          >
            {icon}
          </IconButton>
        ))}
        <Typography minWidth="6rem" aria-live="polite">
          {row === null ? '' : rowWords(row)}
        </Typography>
      </Flex>
      <Box flex="1" minWidth="18rem">
        <Searchbar
          name="trial-search"
          size="S"
          value={search}
          clearLabel={t('editor.trial.search.clear', 'Clear the search')}
          placeholder={t('editor.trial.search.placeholder', 'Search a row')}
          onChange={({ target }: React.ChangeEvent<HTMLInputElement>) => trial.find(target.value)}
          onClear={() => trial.find('')}
        >
          {t('editor.trial.search', 'Search a row by any of its values')}
        </Searchbar>
      </Box>
    </Flex>
  );
};

/** Tries what is being edited with one row of the source, as one types. */
const TrialPanel = ({ openSteps }: { openSteps: Step[] }) => {
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
          <Muted tag="p">
            {t(
              'editor.trial.hint',
              'What becomes of one row with what you see here. Nothing is saved.'
            )}
          </Muted>
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

const Columns = styled(Box)`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  align-items: start;
  gap: ${({ theme }) => theme.spaces[6]};

  @media (min-width: 1200px) {
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
  }
`;

interface WithTrialProps {
  /** The steps of the trial that are open at first. */
  steps: Step[];
  children: React.ReactNode;
}

/** What is being edited, and beside it what becomes of a row. */
export const WithTrial = ({ steps, children }: WithTrialProps) => {
  const { canEdit } = usePermissions();
  if (!canEdit) return <>{children}</>;
  return (
    <Columns>
      <Stack gap={6} minWidth={0}>
        {children}
      </Stack>
      <TrialPanel openSteps={steps} />
    </Columns>
  );
};

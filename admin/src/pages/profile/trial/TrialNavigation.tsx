import * as React from 'react';

import { Flex, IconButton, Searchbar, Typography } from '@strapi/design-system';
import { ArrowLeft, ArrowRight } from '@strapi/icons';

import { useRowWords } from '../../../hooks/useRowWords';
import { useText } from '../../../hooks/useText';
import { useProfileForm } from '../../../profile-form/form-context';
import type { Trial } from '../../../profile-form/mapping/trial-context';

/** Steps through the rows, or searches one. */
export const TrialNavigation = ({ trial }: { trial: Trial }) => {
  const t = useText();
  const rowWords = useRowWords(useProfileForm().draft.source);
  const { row, rows, search } = trial;
  const previous = rows?.previous ?? null;
  const next = rows?.next ?? null;
  return (
    <Flex gap={3} wrap="wrap" paddingLeft={5} paddingRight={5} paddingBottom={4}>
      <Flex gap={2}>
        <IconButton
          label={t('editor.trial.previous', 'Previous row')}
          disabled={previous === null}
          onClick={() => previous !== null && trial.goTo(previous)}
        >
          <ArrowLeft />
        </IconButton>
        <IconButton
          label={t('editor.trial.next', 'Next row')}
          disabled={next === null}
          onClick={() => next !== null && trial.goTo(next)}
        >
          <ArrowRight />
        </IconButton>
        <Typography minWidth="6rem" aria-live="polite">
          {row === null ? '' : rowWords(row)}
        </Typography>
      </Flex>
      <Flex flex="1" minWidth="18rem" direction="column" alignItems="stretch">
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
      </Flex>
    </Flex>
  );
};

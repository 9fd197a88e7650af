import * as React from 'react';

import { Box, Button, Link } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';

import { filterRows } from '../../../../shared/filter';
import { offerForExpression } from '../../components/code/jsonata';
import { useText } from '../../hooks/useText';
import { CodeField } from '../fields/CodeField';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { CodeHelp } from './CodeHelp';
import { FilterConditions } from './FilterConditions';
import { TakenRows } from './TakenRows';
import { useSourceColumns } from './trial-context';
import { useExpressionWords } from './useMappingWords';

const DOCUMENTATION = 'https://docs.jsonata.org/overview.html';

const FilterCode = () => {
  const words = useExpressionWords(0);
  return (
    <CodeField
      path="preFilter"
      language="jsonata"
      offering={(before, isAsked) => offerForExpression(before, words, isAsked)}
      minHeight="12rem"
      maxHeight="60vh"
      help={(insert) => <CodeHelp language="filter" words={words.functions} insert={insert} />}
    />
  );
};

/** Which rows are taken: as conditions where the expression says no more than these, else as code. */
export const PreFilterSection = () => {
  const t = useText();
  const { draft } = useProfileForm();
  const columns = useSourceColumns();
  const rows = filterRows(draft.preFilter);
  // What is being typed as code stays code, whatever it could be read as on the way.
  const [isCode, setIsCode] = React.useState(rows === null);
  const isShownAsCode = isCode || rows === null;
  return (
    <Section
      of="preFilter"
      action={
        isShownAsCode && (
          <Link href={DOCUMENTATION} isExternal endIcon={<ExternalLink />}>
            {t('form.pre-filter.documentation', 'About JSONata')}
          </Link>
        )
      }
    >
      {isShownAsCode ? <FilterCode /> : <FilterConditions rows={rows} columns={columns} />}
      <TakenRows />
      {rows && (
        <Box>
          <Button size="S" variant="tertiary" onClick={() => setIsCode(!isCode)}>
            {isCode
              ? t('form.filter.as-conditions', 'Show as conditions')
              : t('form.filter.as-code', 'Show as code')}
          </Button>
        </Box>
      )}
    </Section>
  );
};

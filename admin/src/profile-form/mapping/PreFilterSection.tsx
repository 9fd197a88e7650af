import * as React from 'react';

import { Box, Button, Link } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { filterRows } from '../../../../shared/filter';
import { isPhp } from '../../../../shared/php';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { ExpressionField } from './ExpressionField';
import { FilterConditions } from './FilterConditions';
import { TakenRows } from './TakenRows';
import { useSourceColumns } from './trial-context';
import { useExpressionWords } from './useMappingWords';

/** What describes the language that the filter is written in. */
const Documentation = () => {
  const t = useText();
  const { locale } = useIntl();
  const { preFilter } = useProfileForm().draft;
  const [to, called] = isPhp(preFilter)
    ? [`https://www.php.net/manual/${locale}/`, t('form.pre-filter.php', 'About PHP')]
    : [
        'https://docs.jsonata.org/overview.html',
        t('form.pre-filter.documentation', 'About JSONata'),
      ];
  return (
    <Link href={to} isExternal endIcon={<ExternalLink />}>
      {called}
    </Link>
  );
};

const FilterCode = () => (
  <ExpressionField
    path="preFilter"
    place="preFilter"
    language="filter"
    words={useExpressionWords(0)}
    minHeight="12rem"
    maxHeight="60vh"
  />
);

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
    <Section of="preFilter" action={isShownAsCode && <Documentation />}>
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

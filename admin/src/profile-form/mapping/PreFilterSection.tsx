import * as React from 'react';

import { Box, Button, Link, Typography } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';
import { styled } from 'styled-components';

import { filterRows } from '../../../../shared/filter';
import { Stack } from '../../components/areas';
import { offerForExpression } from '../../components/code/jsonata';
import { MONOSPACE, Muted } from '../../components/text';
import { useText } from '../../hooks/useText';
import { CodeField } from '../fields/CodeField';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { FilterConditions } from './FilterConditions';
import { TakenRows } from './TakenRows';
import { useSourceColumns } from './trial-context';
import { useExpressionWords } from './useMappingWords';

const DOCUMENTATION = 'https://docs.jsonata.org/overview.html';

const Code = styled.code`
  padding: ${({ theme }) => `0 ${theme.spaces[1]}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral100};
  color: ${({ theme }) => theme.colors.neutral800};
  font-family: ${MONOSPACE};
  overflow-wrap: anywhere;
`;

interface ExamplesProps {
  examples: { code: string; text: string }[];
}

/** Pieces of code and what they mean. */
const Examples = ({ examples }: ExamplesProps) => (
  <Stack tag="ul" gap={2}>
    {examples.map(({ code, text }) => (
      <Muted key={code} tag="li">
        <Code>{code}</Code> {text}
      </Muted>
    ))}
  </Stack>
);

const FilterCode = () => {
  const t = useText();
  const words = useExpressionWords(0);
  return (
    <>
      <CodeField
        path="preFilter"
        language="jsonata"
        offering={(before, isAsked) => offerForExpression(before, words, isAsked)}
        minHeight="12rem"
        maxHeight="60vh"
      />
      <Stack gap={2}>
        <Typography tag="h3" variant="omega" fontWeight="bold">
          {t('form.pre-filter.examples', 'Examples')}
        </Typography>
        <Examples
          examples={[
            {
              code: "displayname != ''",
              text: t('form.pre-filter.example.filled', 'the cell displayname is not empty'),
            },
            {
              code: "status = 'active'",
              text: t('form.pre-filter.example.equal', 'the column status says active'),
            },
            {
              code: "department in ['Sales', 'Support']",
              text: t('form.pre-filter.example.in', 'people of two departments'),
            },
            {
              code: "`phone number` != ''",
              text: t('form.pre-filter.example.space', 'a column whose name has spaces'),
            },
          ]}
        />
      </Stack>
    </>
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

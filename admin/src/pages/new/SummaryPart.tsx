import { Flex, Grid, TextButton, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../../hooks/useText';

export interface SummaryLine {
  label: string;
  value: string | string[];
}

interface SummaryPartProps {
  title: string;
  lines: SummaryLine[];
  onChange: () => void;
}

const Part = styled(Flex)`
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};

  &:last-child {
    border-bottom: 0;
  }
`;

const Values = ({ values }: { values: string[] }) => (
  <ul>
    {values.map((value) => (
      <li key={value}>{value}</li>
    ))}
  </ul>
);

/** What was chosen in one step, and the way back to it. */
export const SummaryPart = ({ title, lines, onChange }: SummaryPartProps) => {
  const t = useText();
  return (
    <Part direction="column" alignItems="stretch" gap={4} paddingTop={5} paddingBottom={5}>
      <Flex justifyContent="space-between" gap={4}>
        <Typography tag="h3" variant="delta">
          {title}
        </Typography>
        <TextButton startIcon={<Pencil />} onClick={onChange}>
          {t('wizard.finish.change', 'Change {step}', { step: title })}
        </TextButton>
      </Flex>
      <Grid.Root tag="dl" gap={3}>
        {lines.map(({ label, value }) => (
          <Grid.Item key={label} col={6} m={6} xs={12} direction="column" alignItems="flex-start">
            <Typography tag="dt" variant="pi" textColor="neutral600">
              {label}
            </Typography>
            <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {typeof value === 'string' ? value : <Values values={value} />}
            </Typography>
          </Grid.Item>
        ))}
      </Grid.Root>
    </Part>
  );
};

import * as React from 'react';

import { Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { RunStatus } from '../../../../../shared/contracts/runs';
import { useText } from '../../../hooks/useText';
import { axisUpTo, usualMaximum } from './axis';
import type { Bar } from './bars';
import { DateLabels } from './DateLabels';
import { RunBar } from './RunBar';

const HEIGHT = '16rem';

const Line = styled.span<{ $isBase: boolean }>`
  position: absolute;
  inset-inline: 0;
  border-top: 1px solid
    ${({ theme, $isBase }) => ($isBase ? theme.colors.neutral300 : theme.colors.neutral150)};
`;

const Label = styled(Typography)`
  position: absolute;
  right: 0;
  transform: translateY(50%);
`;

/** Gives the column its width. */
const Widest = styled(Typography)`
  visibility: hidden;
`;

interface AxisProps {
  ticks: number[];
  max: number;
}

const Numbers = ({ ticks, max }: AxisProps) => {
  const { formatNumber } = useIntl();
  return (
    <Box position="relative" height={HEIGHT} aria-hidden>
      <Widest variant="pi">{formatNumber(max)}</Widest>
      {ticks.map((tick) => (
        <Label
          key={tick}
          variant="pi"
          textColor="neutral600"
          style={{ bottom: `${(tick / max) * 100}%` }}
        >
          {formatNumber(tick)}
        </Label>
      ))}
    </Box>
  );
};

const Lines = ({ ticks, max }: AxisProps) =>
  ticks.map((tick) => (
    <Line key={tick} $isBase={tick === 0} style={{ bottom: `${(tick / max) * 100}%` }} />
  ));

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  Home: () => 0,
  End: (_index, last) => last,
};

interface PlotProps {
  bars: Bar[];
  status: RunStatus | undefined;
}

/** One stop of the Tab key for all bars; the arrow keys go from one to the next. */
const Bars = ({ bars, status, max }: PlotProps & { max: number }) => {
  const t = useText();
  const last = bars.length - 1;
  const [chosen, setChosen] = React.useState(last);
  const hint = React.useId();

  const move = (event: React.KeyboardEvent<HTMLElement>, index: number) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, step(index, last)));
    const links = event.currentTarget.closest('[role=group]')?.querySelectorAll('a');
    links?.[next]?.focus();
  };

  return (
    <Flex
      role="group"
      aria-label={t('history.chart.bars', 'Runs, the oldest first')}
      aria-describedby={hint}
      position="relative"
      height="100%"
      alignItems="stretch"
    >
      {bars.map((bar, index) => (
        <RunBar
          key={bar.run.id}
          bar={bar}
          max={max}
          isFaint={status !== undefined && bar.run.status !== status}
          tabIndex={index === Math.min(chosen, last) ? 0 : -1}
          onFocus={() => setChosen(index)}
          onKeyDown={(event) => move(event, index)}
        />
      ))}
      <VisuallyHidden id={hint}>
        {t('history.chart.keys', 'The arrow keys go from run to run.')}
      </VisuallyHidden>
    </Flex>
  );
};

/** The bars with their axes. */
export const Plot = ({ bars, status }: PlotProps) => {
  const totals = bars.map(({ total }) => total);
  const { max, ticks } = axisUpTo(usualMaximum(totals));
  const isCut = totals.some((total) => total > max);
  return (
    <Flex alignItems="flex-start" gap={2} paddingTop={isCut ? 5 : 2}>
      <Numbers ticks={ticks} max={max} />
      <Box flex="1" minWidth={0}>
        <Box position="relative" height={HEIGHT}>
          <Lines ticks={ticks} max={max} />
          <Bars bars={bars} status={status} max={max} />
        </Box>
        <DateLabels bars={bars} />
      </Box>
    </Flex>
  );
};

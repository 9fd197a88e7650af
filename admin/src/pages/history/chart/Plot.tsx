import * as React from 'react';

import { Flex, Tooltip, Typography } from '@strapi/design-system';
import { Clock, Cross, Minus } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import { Stack } from '../../../components/areas';
import { paths } from '../../../constants';
import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import { PARTS } from '../../../utils/totals';
import type { HistoryQuery } from '../query';
import { axisUpTo, type Bar as RunBar, usualMaximum } from './bars';

/** Pixels that a date below a bar needs. */
const DATE_WIDTH = 64;

const STRIPES = 'repeating-linear-gradient(45deg, #0000 0 3px, currentcolor 3px 4px)';

/** Colours alone do not tell green from red for everybody. */
const PAINTS = {
  create: { color: 'success600', pattern: '' },
  update: { color: 'secondary600', pattern: '' },
  remove: { color: 'warning600', pattern: STRIPES },
  error: { color: 'danger600', pattern: `${STRIPES}, ${STRIPES.replace('45', '-45')}` },
  none: { color: 'neutral500', pattern: '' },
} as const;

/** A piece of colour and pattern that stands for one of the totals, or for nothing done. */
const Swatch = styled.span<{ $part: keyof typeof PAINTS }>`
  flex: none;
  color: ${({ theme }) => theme.colors.neutral0};
  background: ${({ theme, $part }) => theme.colors[PAINTS[$part].color]};
  background-image: ${({ $part }) => PAINTS[$part].pattern};
  forced-color-adjust: none;
`;

/** The signs of runs that did not do what they were to do. */
const SIGNS = {
  failed: <Cross aria-hidden width="1.2rem" height="1.2rem" fill="danger600" />,
  held: <Clock aria-hidden width="1.2rem" height="1.2rem" fill="warning600" />,
  ended: <Minus aria-hidden width="1.2rem" height="1.2rem" fill="neutral600" />,
};

/** Drawn only: what a bar stands for is said by its name. */
const Label = styled.small`
  &::before {
    content: attr(data-text);
  }

  color: ${({ theme }) => theme.colors.neutral600};
  font-size: 1.2rem;
  white-space: nowrap;
`;

const Axis = styled.div`
  display: flex;
  flex-direction: column-reverse;
  justify-content: space-between;
  line-height: 0;
  text-align: right;
`;

const Bars = styled.div<{ $intervals: number }>`
  display: flex;
  flex: 1;
  min-width: 0;
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral300};
  background: linear-gradient(${({ theme }) => theme.colors.neutral150} 1px, #0000 0) 0 0 / 100%
    calc(100% / ${({ $intervals }) => $intervals});
`;

const Bar = styled(Link)<{ $isFaint: boolean; $isTorn: boolean }>`
  position: relative;
  display: flex;
  flex: 1;
  flex-direction: column-reverse;
  align-items: center;
  min-width: 0;
  max-width: 5.6rem;
  padding-inline: min(12%, 0.6rem);

  &:hover {
    background: ${({ theme }) => theme.colors.neutral150};
  }

  & > span {
    width: 100%;
    max-width: 3.2rem;
  }

  & > :not(small) {
    opacity: ${({ $isFaint }) => ($isFaint ? 0.3 : 1)};
  }

  &::after {
    position: absolute;
    top: 1rem;
    width: min(100%, 4rem);
    border-top: 5px solid ${({ theme }) => theme.colors.neutral0};
    transform: skewY(-8deg);
    content: ${({ $isTorn }) => ($isTorn ? '""' : 'none')};
  }
`;

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -1e9, End: 1e9 };

const move = (event: React.KeyboardEvent<HTMLElement>, index: number): void => {
  const step = STEPS[event.key];
  const links = event.currentTarget.parentElement?.querySelectorAll('a');
  if (step === undefined || !links) return;
  event.preventDefault();
  links[Math.min(links.length - 1, Math.max(0, index + step))]?.focus();
};

/** When the runs were: days, or times where it was one day; only of the last and each `every` before it. */
const useDates = (bars: RunBar[], every: number): (string | false)[] => {
  const { formatDate } = useIntl();
  const datesIn = (style: object) => bars.map(({ run }) => formatDate(run.startedAt, style));
  const days = datesIn({ day: 'numeric', month: 'short' });
  const isOneDay = bars.length > 1 && new Set(days).size === 1;
  const dates = isOneDay ? datesIn({ timeStyle: 'short' }) : days;
  const isShown = (index: number) => (bars.length - 1 - index) % every === 0;
  return dates.map((date, index) => isShown(index) && date !== dates[index - every] && date);
};

/** What the colours of the chart mean, and those of its signs that occur. */
const Legend = ({ bars }: { bars: RunBar[] }) => {
  const t = useText();
  const words = useRunWords();
  const marks = [
    ['failed', t('history.mark.failed', 'Run failed or was interrupted')],
    ['held', t('history.mark.held', 'Held for approval, nothing written')],
    ['ended', t('history.mark.ended', 'Canceled or rejected')],
  ] as const;
  const entry = (word: string, sample: React.ReactNode) => (
    <Flex key={word} tag="li" gap={2}>
      {sample}
      <Typography variant="pi">{word}</Typography>
    </Flex>
  );
  const square = { padding: '0.6rem', borderRadius: 2 };
  return (
    <Flex tag="ul" gap={4} wrap="wrap">
      {PARTS.map((part) => entry(words.total(part), <Swatch $part={part} style={square} />))}
      {marks
        .filter(([mark]) => bars.some((bar) => bar.mark === mark))
        .map(([mark, word]) => entry(word, SIGNS[mark]))}
    </Flex>
  );
};

interface PlotProps extends Pick<HistoryQuery, 'status'> {
  bars: RunBar[];
  width: number;
}

/** The bars with their axes, `width` pixels wide, in one stop of the Tab key. */
export const Plot = ({ bars, status, width }: PlotProps) => {
  const t = useText();
  const words = useRunWords();
  const { formatDate, formatNumber } = useIntl();
  const [chosen, setChosen] = React.useState(Infinity);
  const dates = useDates(bars, Math.ceil((DATE_WIDTH * bars.length) / width));
  const { max, ticks } = axisUpTo(usualMaximum(bars.map(({ total }) => total)));

  const links = bars.map(({ run, totals: parts, total, mark }, index) => {
    const lines = [
      formatDate(run.startedAt, { dateStyle: 'medium', timeStyle: 'short' }),
      run.profile,
      words.status(run.status),
      ...PARTS.map((part) => `${words.total(part)}: ${formatNumber(parts[part])}`),
    ];
    const details = <span style={{ whiteSpace: 'pre-line' }}>{lines.join('\n')}</span>;
    return (
      <Tooltip key={run.id} label={details} delayDuration={0}>
        <Bar
          to={paths.run(run.id)}
          aria-label={lines.join(', ')}
          $isTorn={total > max}
          $isFaint={status !== undefined && run.status !== status}
          tabIndex={index === Math.min(chosen, bars.length - 1) ? 0 : -1}
          onFocus={() => setChosen(index)}
          onKeyDown={(event) => move(event, index)}
        >
          {PARTS.filter((part) => parts[part] > 0).map((part) => {
            const height = `max(3px, ${(parts[part] / Math.max(total, max)) * 100}%)`;
            return <Swatch key={part} $part={part} style={{ height }} />;
          })}
          {mark !== null && SIGNS[mark]}
          {total === 0 && mark === null && <Swatch $part="none" style={{ height: 2 }} />}
          <Label
            style={{ position: 'absolute', bottom: '100%' }}
            data-text={total > max ? formatNumber(total, { notation: 'compact' }) : ''}
          />
          <Label style={{ position: 'absolute', top: '100%' }} data-text={dates[index] || ''} />
        </Bar>
      </Tooltip>
    );
  });

  return (
    <Stack gap={4}>
      <Legend bars={bars} />
      <Flex alignItems="stretch" gap={2} height="16rem" marginTop={5} marginBottom={6}>
        <Axis aria-hidden>
          {ticks.map((tick) => (
            <Label key={tick} data-text={formatNumber(tick)} />
          ))}
        </Axis>
        <Bars
          $intervals={ticks.length - 1}
          role="group"
          aria-label={t('history.chart.bars', 'Runs, the oldest first')}
          aria-description={t('history.chart.keys', 'The arrow keys go from run to run.')}
        >
          {links}
        </Bars>
      </Flex>
    </Stack>
  );
};

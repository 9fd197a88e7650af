import { Flex, Tooltip, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link, type LinkProps } from 'react-router-dom';
import { styled } from 'styled-components';

import { paths } from '../../../constants';
import { useRunWords } from '../../../hooks/useWords';
import { PARTS } from '../figures';
import type { Bar } from './bars';
import { MarkIcon } from './MarkIcon';
import { Swatch } from './Swatch';
import { useChartWords } from './useChartWords';

const Column = styled.span`
  position: relative;
  flex: 1 1 0;
  min-width: 0;
  max-width: 5.6rem;
`;

const BarLink = styled(Link)<{ $isFaint: boolean }>`
  position: relative;
  display: flex;
  flex-direction: column-reverse;
  align-items: center;
  height: 100%;
  padding-inline: min(12%, 0.6rem);
  text-decoration: none;

  & > * {
    opacity: ${({ $isFaint }) => ($isFaint ? 0.3 : 1)};
  }

  &:hover {
    background-color: ${({ theme }) => theme.colors.neutral150};
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -1px;
  }
`;

const Stack = styled.span<{ $height: number }>`
  display: flex;
  flex: none;
  flex-direction: column-reverse;
  width: 100%;
  max-width: 3.2rem;
  height: ${({ $height }) => $height}%;
`;

/** However small a figure is beside the others, it can be seen. */
const Segment = styled(Swatch)`
  flex-shrink: 0;
  min-height: 3px;
`;

/** A run that had nothing to do is a run, too. */
const Nothing = styled.span`
  width: 100%;
  max-width: 3.2rem;
  height: 2px;
  background-color: ${({ theme }) => theme.colors.neutral500};
`;

const Total = styled(Typography)`
  position: absolute;
  bottom: 100%;
  left: 50%;
  transform: translateX(-50%);
  white-space: nowrap;
`;

/** Where the bar goes on beyond the chart. */
const Tear = styled.span`
  position: absolute;
  top: 1rem;
  width: 100%;
  max-width: 4rem;
  height: 5px;
  transform: skewY(-8deg);
  background-color: ${({ theme }) => theme.colors.neutral0};
`;

const Details = ({ bar }: { bar: Bar }) => {
  const words = useChartWords();
  const { status } = useRunWords();
  return (
    <Flex tag="span" direction="column" alignItems="flex-start">
      <span>{words.time(bar)}</span>
      <span>{bar.run.profile}</span>
      <span>{status(bar.run.status)}</span>
      {PARTS.map((part) => (
        <span key={part}>{words.figure(bar, part)}</span>
      ))}
    </Flex>
  );
};

interface RunBarProps extends Pick<LinkProps, 'tabIndex' | 'onFocus' | 'onKeyDown'> {
  bar: Bar;
  /** Where the axis ends. */
  max: number;
  /** Whether the run is not one of those that are looked for. */
  isFaint: boolean;
}

/** A run: what it did, stacked, and the way to it. */
export const RunBar = ({ bar, max, isFaint, ...props }: RunBarProps) => {
  const words = useChartWords();
  const { formatNumber } = useIntl();
  const isCut = bar.total > max;
  return (
    <Column>
      <Tooltip label={<Details bar={bar} />} delayDuration={0}>
        <BarLink
          to={paths.run(bar.run.id)}
          aria-label={words.bar(bar)}
          $isFaint={isFaint}
          {...props}
        >
          {bar.total > 0 && (
            <Stack $height={Math.min(100, (bar.total / max) * 100)}>
              {PARTS.filter((part) => bar.figures[part] > 0).map((part) => (
                <Segment key={part} $part={part} style={{ flexGrow: bar.figures[part] }} />
              ))}
            </Stack>
          )}
          {bar.total === 0 && !bar.mark && <Nothing />}
          {bar.mark && <MarkIcon mark={bar.mark} />}
          {isCut && <Tear />}
        </BarLink>
      </Tooltip>
      {isCut && (
        <Total variant="pi" textColor="neutral700" aria-hidden>
          {formatNumber(bar.total, { notation: 'compact' })}
        </Total>
      )}
    </Column>
  );
};

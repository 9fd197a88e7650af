import * as React from 'react';

import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { type Part, PARTS } from '../figures';
import type { Bar, Mark } from './bars';
import { MarkIcon } from './MarkIcon';
import { Swatch } from './Swatch';
import { useChartWords } from './useChartWords';

const Sample = styled(Swatch)`
  width: 1.2rem;
  height: 1.2rem;
  border-radius: 2px;
`;

const MARKS: readonly Mark[] = ['failed', 'held', 'ended'];

const Entry = ({ sample, children }: { sample: React.ReactNode; children: string }) => (
  <Flex tag="li" gap={2}>
    {sample}
    <Typography variant="pi" textColor="neutral700">
      {children}
    </Typography>
  </Flex>
);

/** What the colours of the chart mean, and those of its signs that occur. */
export const Legend = ({ bars }: { bars: Bar[] }) => {
  const words = useChartWords();
  return (
    <Flex tag="ul" gap={4} wrap="wrap">
      {PARTS.map((part: Part) => (
        <Entry key={part} sample={<Sample $part={part} />}>
          {words.part(part)}
        </Entry>
      ))}
      {MARKS.filter((mark) => bars.some((bar) => bar.mark === mark)).map((mark) => (
        <Entry key={mark} sample={<MarkIcon mark={mark} />}>
          {words.mark(mark)}
        </Entry>
      ))}
    </Flex>
  );
};

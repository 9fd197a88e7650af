import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import { spread } from './axis';
import type { Bar } from './bars';
import { useWidth } from './useWidth';

const LABEL_WIDTH = 88;

const Place = styled.span`
  display: flex;
  justify-content: center;
  flex: 1 1 0;
  min-width: 0;
  max-width: 5.6rem;
  white-space: nowrap;
`;

/** When the runs were, below some of their bars: days, or times where it was one day. */
export const DateLabels = ({ bars }: { bars: Bar[] }) => {
  const { formatDate, formatTime } = useIntl();
  const { ref, width } = useWidth<HTMLDivElement>();
  const days = bars.map(({ run }) => formatDate(run.startedAt, { day: 'numeric', month: 'short' }));
  const isOneDay = bars.length > 1 && new Set(days).size === 1;
  const labels = isOneDay
    ? bars.map(({ run }) => formatTime(run.startedAt, { timeStyle: 'short' }))
    : days;
  const labelled = spread(bars.length, width / LABEL_WIDTH);
  const isNew = (index: number): boolean => {
    const previous = labelled[labelled.indexOf(index) - 1];
    return previous === undefined || labels[previous] !== labels[index];
  };

  return (
    <Flex ref={ref} paddingTop={1} height="2.4rem" aria-hidden>
      {bars.map(({ run }, index) => (
        <Place key={run.id}>
          {labelled.includes(index) && isNew(index) && (
            <Typography variant="pi" textColor="neutral600">
              {labels[index]}
            </Typography>
          )}
        </Place>
      ))}
    </Flex>
  );
};

import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ForgettingCounts } from '../../../shared/contracts/forgetting';
import { Muted } from '../components/text';
import { useTextTable } from '../hooks/useText';
import { PLACES, placesOf } from './places';

/** How much there is of a person in each place, and what becomes of it. */
export const Places = ({ counts }: { counts: ForgettingCounts }) => {
  const { formatNumber } = useIntl();
  const words = useTextTable(PLACES);
  return (
    <Box tag="dl">
      {placesOf(counts).map(({ place, count }) => (
        <Flex key={place} justifyContent="space-between" gap={6} paddingTop={1} paddingBottom={1}>
          <dt>
            <Typography tag="div" textColor="neutral800">
              {words[place].name}
            </Typography>
            <Muted tag="div">{words[place].fate}</Muted>
          </dt>
          <Typography tag="dd" fontWeight="bold" textColor="neutral800">
            {formatNumber(count)}
          </Typography>
        </Flex>
      ))}
    </Box>
  );
};

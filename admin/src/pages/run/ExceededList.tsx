import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ExceededLimit } from '../../../../shared/contracts/runs';
import { type Text, useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';

interface Figures {
  type: string;
  found: string;
  allowed: string;
}

const sentence = (t: Text, limit: ExceededLimit['limit'], figures: Figures): string => {
  switch (limit) {
    case 'removePercent':
      return t(
        'run.exceeded.removePercent',
        '{type}: {found} % would be removed or disabled, {allowed} % are allowed',
        { ...figures }
      );
    case 'removeCount':
      return t(
        'run.exceeded.removeCount',
        '{type}: {found} would be removed or disabled, {allowed} are allowed',
        { ...figures }
      );
    case 'updatePercent':
      return t(
        'run.exceeded.updatePercent',
        '{type}: {found} % would be changed, {allowed} % are allowed',
        { ...figures }
      );
  }
};

/** The safety limits that a plan is above. */
export const ExceededList = ({ exceeded }: { exceeded: ExceededLimit[] }) => {
  const t = useText();
  const words = useRunWords();
  const { formatNumber } = useIntl();
  return (
    <Box tag="ul" paddingLeft={4} style={{ listStyle: 'disc' }}>
      {exceeded.map(({ type, limit, found, allowed }) => (
        <Typography key={`${type}.${limit}`} tag="li" textColor="neutral800" textAlign="left">
          {sentence(t, limit, {
            type: words.type(type),
            found: formatNumber(found, { maximumFractionDigits: 1 }),
            allowed: formatNumber(allowed),
          })}
        </Typography>
      ))}
    </Box>
  );
};

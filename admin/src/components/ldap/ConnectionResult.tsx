import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ConnectionTest } from '../../../../shared/contracts/ldap';
import { useText } from '../../hooks/useText';
import { Notice } from '../feedback/Notice';
import { byServer, type ServerSteps } from './model/connection-steps';
import { StepLine } from './StepLine';

const ServerResult = ({ server, steps }: ServerSteps) => (
  <Box borderColor="neutral200" hasRadius overflow="hidden">
    <Box background="neutral100" paddingTop={2} paddingBottom={2} paddingLeft={4} paddingRight={4}>
      <Typography
        variant="pi"
        fontWeight="bold"
        textColor="neutral800"
        style={{ overflowWrap: 'anywhere' }}
      >
        {server}
      </Typography>
    </Box>
    <Flex tag="ol" direction="column" alignItems="stretch">
      {steps.map((step) => (
        <StepLine key={step.step} step={step} />
      ))}
    </Flex>
  </Box>
);

const Found = ({ result }: { result: ConnectionTest }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const { ok, vendor, entries, namingContexts } = result;
  const found = [
    vendor && t('ldap.found.vendor', 'Found: {vendor}', { vendor: vendor.name }),
    entries !== null &&
      t('ldap.found.entries', '{count, plural, one {{shown} entry} other {{shown} entries}}', {
        count: entries,
        shown: formatNumber(entries),
      }),
    namingContexts.length > 0 &&
      t('ldap.found.contexts', '{count, plural, one {base DN} other {base DNs}} {names}', {
        count: namingContexts.length,
        names: namingContexts.join('; '),
      }),
  ].filter((part) => typeof part === 'string');
  return (
    <Notice
      variant={ok ? 'success' : 'danger'}
      title={
        ok
          ? t('ldap.found.ok', 'The directory can be read')
          : t('ldap.found.failed', 'The directory cannot be read like this')
      }
    >
      {found.length > 0 ? found.join(' · ') : null}
    </Notice>
  );
};

/** What a connection test found: step by step, for each server that was tried. */
export const ConnectionResult = ({ result }: { result: ConnectionTest }) => (
  <Flex direction="column" alignItems="stretch" gap={4}>
    <Found result={result} />
    {byServer(result).map((server) => (
      <ServerResult key={server.server} {...server} />
    ))}
  </Flex>
);

import * as React from 'react';

import { Flex, Link, Loader, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { RecordOrigin } from '../../../shared/contracts/reports';
import type { RecordType } from '../../../shared/records';
import { Moment } from '../components/Moment';
import { StatusBadge } from '../components/StatusBadge';
import { paths } from '../constants';
import { usePermissions } from '../hooks/usePermissions';
import { useText } from '../hooks/useText';
import { useGetOriginQuery } from '../services/profiles';
import { OriginNote } from './OriginNote';

interface FactProps {
  label: string;
  children: React.ReactNode;
}

const Fact = ({ label, children }: FactProps) => (
  <Flex direction="column" alignItems="flex-start" gap={1}>
    <Typography tag="dt" variant="pi" fontWeight="bold" textColor="neutral800">
      {label}
    </Typography>
    <Typography tag="dd" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  </Flex>
);

const LastChange = ({ run }: { run: NonNullable<RecordOrigin['run']> }) => {
  const { canHistory } = usePermissions();
  const time = <Moment time={run.startedAt} />;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      {canHistory ? (
        <Link tag={RouterLink} to={paths.run(run.id)}>
          {time}
        </Link>
      ) : (
        time
      )}
      <StatusBadge status={run.status} />
    </Flex>
  );
};

const Facts = ({ origin }: { origin: RecordOrigin }) => {
  const t = useText();
  const { profile, key, run, missingSince } = origin;
  return (
    <Flex tag="dl" direction="column" alignItems="stretch" gap={3}>
      {profile && (
        <Fact label={t('origin.profile', 'Connector profile')}>
          <Link tag={RouterLink} to={paths.profile(profile.id)}>
            {profile.name}
          </Link>
        </Fact>
      )}
      {key !== null && <Fact label={t('origin.key', 'Key')}>{key}</Fact>}
      {run && (
        <Fact label={t('origin.last-change', 'Last changed by the run of')}>
          <LastChange run={run} />
        </Fact>
      )}
      {missingSince !== null && (
        <Fact label={t('origin.missing-since', 'Missing from the source since')}>
          <Moment time={missingSince} />
        </Fact>
      )}
    </Flex>
  );
};

interface OriginProps {
  type: RecordType;
  documentId: string;
}

/** Where a record comes from, and what the next run does to it. */
export const Origin = ({ type, documentId }: OriginProps) => {
  const t = useText();
  const { currentData: origin, isError } = useGetOriginQuery(
    { type, documentId },
    { refetchOnMountOrArgChange: true }
  );
  if (isError) {
    return (
      <Typography textColor="danger600">
        {t('origin.failed', 'Where this record comes from could not be loaded.')}
      </Typography>
    );
  }
  if (!origin) {
    return (
      <Flex justifyContent="center" width="100%">
        <Loader small>{t('origin.loading', 'Looking up where this record comes from')}</Loader>
      </Flex>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <OriginNote type={type} origin={origin} />
      <Facts origin={origin} />
    </Flex>
  );
};

import * as React from 'react';

import { Flex, Link, Loader, Typography } from '@strapi/design-system';
import type { StrapiApp } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';

import type { HandEditView, RecordOrigin } from '../../../shared/contracts/reports';
import type { RecordType } from '../../../shared/records';
import { Stack } from '../components/areas';
import { StatusBadge } from '../components/badges';
import { useAttributeWords } from '../components/changes/useAttributeWords';
import { DateTime, RelativeTime } from '../components/times';
import { paths } from '../constants';
import { ForgetPerson } from '../forgetting/ForgetPerson';
import { OfProfile, usePermissions } from '../hooks/usePermissions';
import { useText } from '../hooks/useText';
import { useGetOriginQuery } from '../services/profiles';
import { isGone } from '../utils/answers';
import { shownValue } from '../utils/shown-value';
import { typeOfModel } from './origin';
import { OriginNote } from './OriginNote';
import { Owners } from './Owners';
import { SyncNow } from './SyncNow';

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
  const time = <DateTime time={run.startedAt} />;
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

/** How long somebody stays whom the source no longer has. */
const Goes = ({ time }: { time: string }) => {
  const t = useText();
  if (Date.parse(time) <= Date.now()) return <>{t('origin.removed-at.due', 'with the next run')}</>;
  return (
    <>
      <RelativeTime time={time} /> (<DateTime time={time} />)
    </>
  );
};

/** What the source says of fields that somebody has changed, and what stands here. */
const HandEdits = ({ edits }: { edits: HandEditView[] }) => {
  const t = useText();
  const attributeWord = useAttributeWords();
  const shown = (value: unknown): string => shownValue(value) ?? t('run.value.empty', 'empty');
  return (
    <>
      {edits.map(({ attribute, source, stored }) => (
        <span key={attribute} style={{ display: 'block' }}>
          {t('origin.hand-edit', '{field}: {stored}; in the source: {source}', {
            field: attributeWord(attribute),
            stored: shown(stored),
            source: shown(source),
          })}
        </span>
      ))}
    </>
  );
};

interface OriginProps {
  type: RecordType;
  documentId: string;
}

const Facts = ({ origin, ...record }: OriginProps & { origin: RecordOrigin }) => {
  const t = useText();
  const { profile, key, owners, run, missingSince, missingRuns, removedAt, handEdits } = origin;
  const isShared = owners.length > 0;
  return (
    <Stack tag="dl" gap={3}>
      {isShared && (
        <Fact label={t('origin.owners', 'Connector profiles, and what each fills')}>
          <Owners
            owners={owners}
            actionOf={(owner) => (
              <OfProfile value={owner.id}>
                <SyncNow {...record} owner={owner} isShared />
              </OfProfile>
            )}
          />
        </Fact>
      )}
      {profile && !isShared && (
        <Fact label={t('origin.profile', 'Connector profile')}>
          <Link tag={RouterLink} to={paths.profile(profile.id)}>
            {profile.name}
          </Link>
        </Fact>
      )}
      {key !== null && !isShared && <Fact label={t('origin.key', 'Key')}>{key}</Fact>}
      {run && (
        <Fact label={t('origin.last-change', 'Last changed by the run of')}>
          <LastChange run={run} />
        </Fact>
      )}
      {handEdits.length > 0 && (
        <Fact label={t('origin.hand-edits', 'Changed by hand')}>
          <HandEdits edits={handEdits} />
        </Fact>
      )}
      {missingSince !== null && (
        <Fact label={t('origin.missing-since', 'Missing from the source since')}>
          <DateTime time={missingSince} />
        </Fact>
      )}
      {missingRuns !== null && (
        <Fact label={t('origin.missing-runs', 'Missing from the source')}>
          {t('origin.missing-runs.count', 'in {found} of {needed} runs', missingRuns)}
        </Fact>
      )}
      {removedAt !== null && (
        <Fact label={t('origin.removed-at', 'Goes')}>
          <Goes time={removedAt} />
        </Fact>
      )}
    </Stack>
  );
};

/** Where a record comes from, and what the next run does to it. */
const Origin = ({ type, documentId }: OriginProps) => {
  const t = useText();
  const {
    currentData: origin,
    isError,
    error,
  } = useGetOriginQuery({ type, documentId }, { refetchOnMountOrArgChange: true });
  // The record is there: its profile is none of the person's.
  if (isGone(error)) {
    return (
      <Typography textColor="neutral600">
        {t('origin.not-delegated', 'Your role may not see where this record comes from.')}
      </Typography>
    );
  }
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
  const { profile, key, owners } = origin;
  const isOwnedByOne = key !== null && owners.length === 0;
  return (
    <OfProfile value={profile?.id ?? null}>
      <Stack gap={4} width="100%">
        <OriginNote type={type} origin={origin} />
        <Facts type={type} documentId={documentId} origin={origin} />
        {profile && isOwnedByOne && <SyncNow type={type} documentId={documentId} owner={profile} />}
      </Stack>
    </OfProfile>
  );
};

/** What the content manager tells a panel of its edit view. */
interface PanelProps {
  model: string;
  /** Undefined while an entry is made. */
  document?: object;
  documentId?: string;
}

interface Panel {
  title: string;
  content: React.ReactNode;
}

/** The side panel of a user, phonebook entry or phone. The content manager calls it as a component, for what it returns. */
const OriginPanel = ({ model, document, documentId }: PanelProps): Panel | null => {
  const t = useText();
  const { canRead, canForget } = usePermissions();
  const type = typeOfModel(model);
  if (type === null || !document || !documentId || !(canRead || canForget)) return null;
  return {
    title: t('origin.title', 'Directory Connector'),
    content: (
      <Stack gap={4} width="100%">
        {canRead && <Origin type={type} documentId={documentId} />}
        {canForget && <ForgetPerson type={type} documentId={documentId} />}
      </Stack>
    ),
  };
};

/** Shows in the content manager where an imported record comes from. */
export const addOriginPanel = (app: Pick<StrapiApp, 'getPlugin'>): void => {
  const { addEditViewSidePanel } = app.getPlugin('content-manager').apis;
  if (typeof addEditViewSidePanel === 'function') addEditViewSidePanel([OriginPanel]);
};

import * as React from 'react';

import { Button, Td, Tr } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { KeptOut } from '../../../../shared/contracts/forgetting';
import { Failure } from '../../components/feedback/Failure';
import { LineCell, NumberCell } from '../../components/table/cells';
import { DataTable } from '../../components/table/DataTable';
import { Muted } from '../../components/text';
import { TitledCard } from '../../components/TitledCard';
import { useText } from '../../hooks/useText';
import { useGetKeptOutQuery } from '../../services/forgetting';
import { AllowAgainDialog } from './AllowAgainDialog';

interface KeptOutTableProps {
  all: KeptOut[];
  onAllow: (profile: KeptOut['profile']) => void;
}

const KeptOutTable = ({ all, onAllow }: KeptOutTableProps) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const columns = [
    { name: t('history.column.profile', 'Profile') },
    { name: t('forgettings.people', 'People'), isNumber: true },
    { name: t('profiles.actions-column', 'Actions'), isHidden: true },
  ];
  return (
    <DataTable columns={columns}>
      {all.map(({ profile, people }) => (
        <Tr key={profile.id}>
          <LineCell maxWidth="40rem">{profile.name}</LineCell>
          <NumberCell>{formatNumber(people)}</NumberCell>
          <Td>
            <Button
              size="S"
              variant="tertiary"
              aria-label={t('forgettings.allow-of', 'Allow again… for {profile}', {
                profile: profile.name,
              })}
              onClick={() => onAllow(profile)}
            >
              {t('forgettings.allow', 'Allow again…')}
            </Button>
          </Td>
        </Tr>
      ))}
    </DataTable>
  );
};

/** How many people the runs of each profile leave out, and the way back. */
export const KeptOutList = () => {
  const t = useText();
  const keptOut = useGetKeptOutQuery(undefined, { refetchOnMountOrArgChange: true });
  const [allowing, setAllowing] = React.useState<KeptOut['profile'] | null>(null);
  const { data: all } = keptOut;
  return (
    <TitledCard
      title={t('forgettings.kept-out', 'People whom runs leave out')}
      description={t(
        'forgettings.kept-out.text',
        'Who they are is not known here: only whoever knows what the source calls somebody can allow them again.'
      )}
    >
      {keptOut.isError && (
        <Failure
          title={t('options.reads.failed', 'The list could not be loaded')}
          error={keptOut.error}
          onRetry={() => void keptOut.refetch()}
        />
      )}
      {all?.length === 0 && <Muted>{t('forgettings.kept-out.none', 'Nobody is left out.')}</Muted>}
      {all && all.length > 0 && <KeptOutTable all={all} onAllow={setAllowing} />}
      {allowing && <AllowAgainDialog profile={allowing} onClose={() => setAllowing(null)} />}
    </TitledCard>
  );
};

import * as React from 'react';

import { Button } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import type { OwnerView } from '../../../shared/contracts/reports';
import type { RecordType } from '../../../shared/records';
import { usePermissions } from '../hooks/usePermissions';
import { useText } from '../hooks/useText';
import { PersonSyncDialog } from '../person-sync/PersonSyncDialog';
import { useGetProfileQuery } from '../services/profiles';

interface SyncNowProps {
  type: RecordType;
  documentId: string;
  /** One that owns the record. */
  owner: OwnerView['profile'];
  /** Whether others own it, too. */
  isShared?: boolean;
}

/** Has the source of a profile read again for the person alone whom a record is about. */
export const SyncNow = ({ type, documentId, owner, isShared = false }: SyncNowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const { canTest, canExecute } = usePermissions();
  const [isOpen, setIsOpen] = React.useState(false);
  const mayRun = canTest && canExecute;
  const { currentData: profile } = useGetProfileQuery(owner.id, { skip: !mayRun });
  if (!mayRun || !profile) return null;
  const look = isShared
    ? {
        size: 'S' as const,
        'aria-label': t('origin.sync-of', 'Sync now: {profile}', { profile: owner.name }),
      }
    : { fullWidth: true };
  return (
    <>
      <Button
        {...look}
        variant="secondary"
        startIcon={<ArrowClockwise />}
        onClick={() => setIsOpen(true)}
      >
        {t('origin.sync', 'Sync now')}
      </Button>
      {isOpen && (
        <PersonSyncDialog
          profile={profile}
          person={{ type, record: documentId }}
          // The form has the values of before.
          onWritten={() => navigate(0)}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
};

import * as React from 'react';

import { Button, Link } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { Link as RouterLink, useNavigate } from 'react-router-dom';

import type { RecordType } from '../../../shared/records';
import { Stack } from '../components/areas';
import { paths } from '../constants';
import { modelOf } from '../content-manager/origin';
import { usePermissions } from '../hooks/usePermissions';
import { useText } from '../hooks/useText';
import { ForgetDialog } from './ForgetDialog';

interface ForgetPersonProps {
  type: RecordType;
  documentId: string;
}

/** Begins a privacy request about whom a record is of. */
export const ForgetPerson = ({ type, documentId }: ForgetPersonProps) => {
  const t = useText();
  const navigate = useNavigate();
  const { canRead } = usePermissions();
  const [isOpen, setIsOpen] = React.useState(false);
  const close = (hasBegun: boolean) => {
    setIsOpen(false);
    if (hasBegun) navigate(`/content-manager/collection-types/${modelOf(type)}`);
  };
  return (
    <Stack gap={2} width="100%">
      <Button
        fullWidth
        variant="danger-light"
        startIcon={<Trash />}
        onClick={() => setIsOpen(true)}
      >
        {t('origin.forget', 'Forget this person…')}
      </Button>
      {/* Others find it on the page of the profiles. */}
      {!canRead && (
        <Link tag={RouterLink} to={paths.forgettings}>
          {t('profiles.forgettings', 'Privacy requests')}
        </Link>
      )}
      {isOpen && <ForgetDialog whom={{ type, documentId }} onClose={close} />}
    </Stack>
  );
};

import * as React from 'react';

import { IconButton, Menu } from '@strapi/design-system';
import { ArrowRight, More, Phone, Shield, Upload } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { paths } from '../../constants';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { ImportProfile } from './ImportProfile';

/** What is seldom done beside the profiles, in a menu. @param names those of the profiles that are there */
export const MoreActions = ({ names }: { names: string[] }) => {
  const t = useText();
  const navigate = useNavigate();
  const { canEdit, canForget, canAdministerPhonebooks } = usePermissions();
  const file = React.useRef<HTMLInputElement>(null);
  if (!canEdit && !canForget && !canAdministerPhonebooks) return null;
  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          tag={IconButton}
          variant="tertiary"
          icon={<More />}
          label={t('profiles.more', 'More')}
        />
        <Menu.Content popoverPlacement="bottom-end">
          {canEdit && (
            <Menu.Item startIcon={<Upload />} onSelect={() => file.current?.click()}>
              {t('profiles.import', 'Import profile')}
            </Menu.Item>
          )}
          {canEdit && (
            <Menu.Item startIcon={<ArrowRight />} onSelect={() => navigate(paths.fromPascom)}>
              {t('profiles.from-pascom', 'Coming from pascom')}
            </Menu.Item>
          )}
          {canAdministerPhonebooks && (
            <Menu.Item startIcon={<Phone />} onSelect={() => navigate(paths.phonebooks)}>
              {t('profiles.phonebooks', 'Phonebooks for phones')}
            </Menu.Item>
          )}
          {canForget && (
            <Menu.Item startIcon={<Shield />} onSelect={() => navigate(paths.forgettings)}>
              {t('profiles.forgettings', 'Privacy requests')}
            </Menu.Item>
          )}
        </Menu.Content>
      </Menu.Root>
      {canEdit && <ImportProfile names={names} input={file} />}
    </>
  );
};

import * as React from 'react';

import { Flex } from '@strapi/design-system';

import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { Disclosure } from '../forms/Disclosure';
import { BaseFields } from './BaseFields';
import { BindFields } from './BindFields';
import { ConnectionPanel } from './ConnectionPanel';
import { useLdapForm } from './ldap-form';
import { MoreFields } from './MoreFields';
import { hasMore, MORE_PATHS } from './model/more';
import { ServerFields } from './ServerFields';

const More = () => {
  const t = useText();
  const { source, messageOf } = useLdapForm();
  const [isOpen, setIsOpen] = React.useState(() => hasMore(source));
  const isWrong = MORE_PATHS.some((path) => messageOf(path) !== undefined);
  return (
    <Disclosure
      title={t('ldap.more', 'More: certificates, attributes, paging, time-out')}
      isOpen={isOpen || isWrong}
      onToggle={setIsOpen}
    >
      <MoreFields />
    </Disclosure>
  );
};

/** Which directory is read, by whom and from where on, with a test of all that. */
export const ConnectionFields = () => {
  const { canEdit } = usePermissions();
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <ServerFields />
      <BindFields />
      <BaseFields />
      <More />
      {canEdit && <ConnectionPanel />}
    </Flex>
  );
};

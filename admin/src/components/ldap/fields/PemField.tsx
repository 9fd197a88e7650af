import { Flex } from '@strapi/design-system';

import { useLdapForm } from '../ldap-form';
import { FileButton } from './FileButton';
import { LdapCode } from './inputs';
import type { LdapFieldProps } from './LdapField';

interface PemFieldProps extends LdapFieldProps {
  value: string;
  onChange: (text: string) => void;
}

/** A certificate as text, written or taken from a file. */
export const PemField = ({ value, onChange, ...field }: PemFieldProps) => {
  const { isReadOnly } = useLdapForm();
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      <LdapCode
        {...field}
        lines={3}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={value}
        onChange={onChange}
      />
      {!isReadOnly && <FileButton onText={onChange} />}
    </Flex>
  );
};

import { Box, Flex, Grid } from '@strapi/design-system';

import { EMPTY_DIRECTORY, LDAP_SCOPES } from '../../../../shared/profile/ldap';
import { useText } from '../../hooks/useText';
import { Notice } from '../feedback/Notice';
import { ClientCertificateFields } from './ClientCertificateFields';
import { LdapCheck, LdapChoice, LdapNumber, LdapText } from './fields/inputs';
import { ListField } from './fields/ListField';
import { PemField } from './fields/PemField';
import { useLdapForm } from './ldap-form';
import { readNames } from './model/lists';
import { encryptionOf } from './model/server-address';
import { useScopeWords } from './useLdapWords';

const PORTIONS = { pageSize: 5, timeoutSeconds: 4 };

const VerifyField = () => {
  const t = useText();
  const { source, change } = useLdapForm();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <LdapCheck
        label={t('ldap.verify', 'Verify the server’s certificate')}
        isChecked={source.verifyCertificate}
        onChange={(verifyCertificate) => change({ verifyCertificate })}
      />
      {!source.verifyCertificate && (
        <Notice
          variant="danger"
          title={t('ldap.verify.off', 'Anybody in between can read and change everything')}
        >
          {t(
            'ldap.verify.off.body',
            'Without verification, any computer on the way can pretend to be the directory: it gets the password and decides who is imported. Enter your certificate authority above instead; this is for a short test only.'
          )}
        </Notice>
      )}
    </Flex>
  );
};

const TlsFields = () => {
  const t = useText();
  const { source, change } = useLdapForm();
  if (encryptionOf(source) === 'none') return null;
  return (
    <>
      <Grid.Root gap={4}>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <PemField
            path="ca"
            label={t('ldap.ca', 'Certificate authority')}
            hint={t(
              'ldap.ca.hint',
              'Where your company signs its certificates itself: the certificate of that authority, in PEM form. Public authorities are trusted without it.'
            )}
            value={source.ca ?? ''}
            onChange={(text) => change({ ca: text === '' ? undefined : text })}
          />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <LdapText
            path="servername"
            label={t('ldap.servername', 'Name in the certificate')}
            hint={t(
              'ldap.servername.hint',
              'Only where it is another one than the host, for instance because the host is an IP address.'
            )}
            placeholder="dc1.example.com"
            value={source.servername ?? ''}
            onChange={(name) => change({ servername: name === '' ? undefined : name })}
          />
        </Grid.Item>
      </Grid.Root>
      <VerifyField />
      {source.bind !== 'certificate' && <ClientCertificateFields />}
    </>
  );
};

const ReferralField = () => {
  const t = useText();
  const { source, change } = useLdapForm();
  return (
    <LdapChoice
      path="referrals"
      label={t('ldap.referrals', 'Parts on other servers')}
      hint={t(
        'ldap.referrals.hint',
        'Where the server refers to another one, entries are missing: a run that fails then removes nobody by mistake. Active Directory’s own partitions are ignored anyway.'
      )}
      value={source.referrals}
      choices={[
        { value: 'fail', label: t('ldap.referrals.fail', 'The run fails (recommended)') },
        { value: 'ignore', label: t('ldap.referrals.ignore', 'Leave them out') },
      ]}
      onChange={(referrals) => change({ referrals })}
    />
  );
};

const ReadingFields = () => {
  const t = useText();
  const words = useScopeWords();
  const { source, change } = useLdapForm();
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <LdapChoice
          path="scope"
          label={t('ldap.scope', 'Depth')}
          value={source.scope}
          choices={LDAP_SCOPES.map((value) => ({ value, label: words[value] })).reverse()}
          onChange={(scope) => change({ scope })}
        />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <ReferralField />
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
        <ListField
          path="attributes"
          label={t('ldap.attributes', 'Attributes')}
          hint={t(
            'ldap.attributes.hint',
            'Those that are read, such as cn mail telephoneNumber. Empty: all, but for photos and the like. A + stands for the operational ones.'
          )}
          separator=" "
          read={readNames}
          value={source.attributes}
          onChange={(attributes) => change({ attributes })}
        />
      </Grid.Item>
      <Grid.Item col={3} s={6} xs={12} alignItems="flex-start">
        <LdapNumber
          path="pageSize"
          label={t('ldap.page-size', 'Entries per answer')}
          hint={t('ldap.page-size.hint', 'Active Directory gives 1000 at most.')}
          value={source.pageSize}
          fallback={EMPTY_DIRECTORY.pageSize}
          digits={PORTIONS.pageSize}
          onChange={(pageSize) => change({ pageSize })}
        />
      </Grid.Item>
      <Grid.Item col={3} s={6} xs={12} alignItems="flex-start">
        <LdapNumber
          path="timeoutSeconds"
          label={t('ldap.timeout', 'Time-out (seconds)')}
          hint={t('ldap.timeout.hint', 'How long one answer may take.')}
          value={source.timeoutSeconds}
          fallback={EMPTY_DIRECTORY.timeoutSeconds}
          digits={PORTIONS.timeoutSeconds}
          onChange={(timeoutSeconds) => change({ timeoutSeconds })}
        />
      </Grid.Item>
    </Grid.Root>
  );
};

/** What most people need not look at. */
export const MoreFields = () => (
  <Flex direction="column" alignItems="stretch" gap={6}>
    <TlsFields />
    <Box>
      <ReadingFields />
    </Box>
  </Flex>
);

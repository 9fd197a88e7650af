import * as React from 'react';

import { useDebounce } from '@strapi/strapi/admin';

import type { Browse, LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import type { LdapInput } from '../../../../shared/profile/ldap';
import { type Sample, sampleOf } from '../../components/ldap/model/entries';
import { sentDirectory } from '../../components/ldap/model/sent';
import { useLast } from '../../hooks/useLast';
import { useBrowseQuery } from '../../services/sources';
import type { Look, PreviewOptions } from './look';

/** Each look asks the directory anew. */
const TYPING_MS = 1000;

/** What is changed in the first step only. */
const CONNECTION = [
  'url',
  'fallbackUrls',
  'startTls',
  'verifyCertificate',
  'ca',
  'servername',
  'clientCertificate',
  'clientKey',
  'bind',
  'bindDn',
  'bindPassword',
  'baseDn',
] satisfies (keyof LdapInput)[];

/** What names the directory, whatever is read of it. */
const identityOf = (source: LdapInput): string => JSON.stringify(source, CONNECTION);

interface DirectoryPreview {
  look: Look<Browse>;
  sample: Sample | undefined;
  /** Of the directory as it was last read, whatever has become of that since. */
  vendor: LdapVendorDefaults | undefined;
}

/** The first entries of a directory, once the connection is entered and the person goes on. */
export const useDirectoryPreview = ({ draft, isComplete }: PreviewOptions): DirectoryPreview => {
  const { kind, ldap, step } = draft;
  const isAsked = isComplete && kind === 'ldap' && step !== 'source';
  const settled = useDebounce(ldap, TYPING_MS);
  // Whoever goes on has finished typing.
  const [begun, setBegun] = React.useState<LdapInput | null>(null);
  if (!isAsked && begun !== null) setBegun(null);
  if (isAsked && begun === null) setBegun(ldap);
  const source = begun === ldap ? ldap : settled;
  const { currentData, isFetching, isError, error, isUninitialized, refetch } = useBrowseQuery(
    { profile: null, source: sentDirectory(source) },
    { skip: !isAsked, refetchOnMountOrArgChange: true }
  );
  const found = useLast(identityOf(ldap), currentData);
  const vendor = useLast(identityOf(ldap), currentData?.vendor ?? undefined);
  const sample = React.useMemo(() => (found ? sampleOf(found) : undefined), [found]);
  return {
    sample,
    vendor,
    look: {
      found,
      isFetching: isFetching || (isAsked && source !== ldap),
      error: isError ? error : null,
      // Whoever has gone back to the source has nothing to repeat: going on looks at it anew.
      retry: () => {
        if (!isUninitialized) void refetch();
      },
    },
  };
};

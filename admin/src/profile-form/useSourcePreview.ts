import * as React from 'react';

import type { BrowseView, LdapVendorDefaults } from '../../../shared/contracts/ldap';
import type { DetectionView } from '../../../shared/contracts/sources';
import type { SourceInput } from '../../../shared/profile';
import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';
import { EMPTY_DIRECTORY, type LdapInput } from '../../../shared/profile/ldap';
import type { PushSource } from '../../../shared/profile/push';
import type { RegisteredInput } from '../../../shared/profile/registered';
import { type Sample, sampleOf } from './directory/answers';
import { sentOf } from './problems';
import { useLastDefined } from '../hooks/useLastDefined';
import { useBrowseQuery, useDetectSourceQuery, useDetectUploadQuery } from '../services/sources';
import { formatOf, kindOf } from '../utils/source-kind';

/** The beginning of a source, as far as it is known. */
export interface Preview {
  /** A file's. */
  detection: DetectionView | undefined;
  /** A directory's, or that of a source of another plugin. */
  browse: BrowseView | undefined;
  /** Of the directory as it was last read, whatever has become of that since. */
  vendor: LdapVendorDefaults | undefined;
  /** The columns and first rows, whatever the source is. */
  sample: Sample | undefined;
  isFetching: boolean;
  /** Why it could not be read at all; null where it could. */
  error: unknown;
  /** Reads it again. */
  read: () => void;
}

/** What names a directory, whatever is read of it. */
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

/** What names a source, whatever format it is read in. */
const identityOf = (source: SourceInput, upload: string | null): string => {
  if (source.type === 'registered') return JSON.stringify([source.name, source.settings]);
  if (source.type === 'ldap') return JSON.stringify(source, CONNECTION);
  if (source.type === 'push') return '';
  return source.delivery === 'upload'
    ? (upload ?? '')
    : JSON.stringify([source.url, source.auth, source.ca]);
};

/** What is read as rows at once; a file is not. */
const browsedOf = (source: SourceInput): LdapInput | PushSource | RegisteredInput => {
  if (source.type === 'registered' || source.type === 'push') return source;
  return sentOf({ source: source.type === 'ldap' ? source : EMPTY_DIRECTORY }).source;
};

interface Options {
  profile: string | null;
  source: SourceInput;
  /** The id of the file that is read, where it is uploaded. */
  upload: string | null;
  /** Whether it is read at all. A server elsewhere is asked for what is final only, not while it is typed. */
  isWanted: boolean;
}

/** The columns and first rows of a source; while others are on their way, those of before. */
export const useSourcePreview = ({ profile, source, upload, isWanted }: Options): Preview => {
  const kind = kindOf(source);
  const uploaded = useDetectUploadQuery(
    { id: upload ?? '', format: formatOf(source) ?? AUTOMATIC_FORMAT },
    { skip: !isWanted || kind !== 'upload' || upload === null }
  );
  // What was wrong may be mended on the other server meanwhile.
  const fetched = { profile, source };
  const addressed = useDetectSourceQuery(fetched, {
    skip: !isWanted || kind !== 'url',
    refetchOnMountOrArgChange: true,
  });
  const isFile = kind === 'upload' || kind === 'url';
  const browsed = useBrowseQuery(
    { profile, source: browsedOf(source) },
    { skip: !isWanted || isFile, refetchOnMountOrArgChange: true }
  );

  const identity = `${kind} ${identityOf(source, upload)}`;
  const file = kind === 'upload' ? uploaded : addressed;
  const detection = useLastDefined(identity, isFile ? file.currentData : undefined);
  const browse = useLastDefined(identity, isFile ? undefined : browsed.currentData);
  const vendor = useLastDefined(identity, browsed.currentData?.vendor ?? undefined);
  const sample = React.useMemo(
    () => (browse === undefined ? detection : sampleOf(browse)),
    [browse, detection]
  );
  const { isFetching, isError, error, isUninitialized, refetch } = isFile ? file : browsed;
  return {
    detection,
    browse,
    vendor,
    sample,
    isFetching,
    error: isError ? error : null,
    // What has not been read yet is when it is wanted.
    read: () => {
      if (!isUninitialized) void refetch();
    },
  };
};

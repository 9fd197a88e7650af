import type { RunError } from '../../../../shared/contracts/runs';
import type { SourceKindId } from '../../utils/source-kind';

/** Why the server did not get the file, or got something else. */
const DOWNLOAD_PROBLEMS: ReadonlySet<string> = new Set([
  'address-blocked',
  'connection-failed',
  'damaged-gzip',
  'disk-error',
  'download-timeout',
  'file-too-large',
  'host-not-found',
  'html-page',
  'http-status',
  'incomplete-download',
  'insecure-redirect',
  'invalid-address',
  'too-many-redirects',
  'unsupported-encoding',
  'untrusted-certificate',
]);

/** The problems of a directory that are mended where it is said what is read. */
const READING_PROBLEMS: ReadonlySet<string> = new Set([
  'filter-syntax',
  'matching-rule-unknown',
  'no-rows',
]);

const OF_SOURCE: Record<SourceKindId, (code: string) => boolean> = {
  upload: () => false,
  url: (code) => DOWNLOAD_PROBLEMS.has(code),
  ldap: (code) => !READING_PROBLEMS.has(code),
};

/** Whether a problem is mended where the source is entered, and not where it is said how it is read. */
export const isOfSource = (kind: SourceKindId, { code }: Pick<RunError, 'code'>): boolean =>
  OF_SOURCE[kind](code);

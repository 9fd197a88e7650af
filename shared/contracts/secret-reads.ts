import type { RecordType } from '../records';

/** That somebody has read the secrets of a record back. */
export interface SecretRead {
  /** ISO time. */
  at: string;
  /** The API token, or the user of the app. */
  by: string;
  type: RecordType;
  /** The documentId of the record, which may be gone. */
  record: string;
  /** What it was called then. */
  label: string | null;
  /** Where the request came from. */
  address: string | null;
}

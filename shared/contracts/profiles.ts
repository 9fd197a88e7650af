import type { RecordType } from '../records';
import type { LdapSource } from './ldap';

export const MODES = ['create-update-remove', 'create-update', 'create-only', 'replace'] as const;
export type Mode = (typeof MODES)[number];

export const EXISTING_POLICIES = ['update', 'adopt', 'conflict'] as const;
/** What happens to a record that matches but that this profile did not make. */
export type ExistingPolicy = (typeof EXISTING_POLICIES)[number];

export const MISSING_POLICIES = ['remove', 'disable'] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

export const RETURNING_POLICIES = ['never', 'same-person'] as const;
/** Whether who comes back under a new id takes the record over that was switched off. */
export type ReturningPolicy = (typeof RETURNING_POLICIES)[number];

/** How the text of a CSV file is read; `auto` is detected for each file. */
export interface CsvFormat {
  /** A name that iconv-lite knows, or `auto`. */
  encoding: string;
  /** One or more characters, or `auto`. */
  delimiter: string;
  lineSeparator: 'auto' | '\n' | '\r\n' | '\r';
  /** One character, empty for none, or `auto`. */
  enclosure: string;
  /** The line of the file that has the column names; 0 where it has none, and columns are `A`, `B`, …. */
  headerRow: number | 'auto';
}

export type UrlAuth =
  { type: 'basic'; username: string; password: string } | { type: 'bearer'; token: string };

export interface CsvUploadSource extends CsvFormat {
  type: 'csv';
  delivery: 'upload';
}

export interface CsvUrlSource extends CsvFormat {
  type: 'csv';
  delivery: 'url';
  url: string;
  auth?: UrlAuth;
  /** PEM text of the certificate authority that signed the server's certificate, where it is not a public one. */
  ca?: string;
}

export type CsvSource = CsvUploadSource | CsvUrlSource;
export type Source = CsvSource | LdapSource;

export interface Variable {
  name: string;
  expression: string;
}

export interface Generate {
  /** The range that extensions are taken from; null generates none. */
  extension: { from: number; to: number } | null;
  password: boolean;
  sipPassword: boolean;
  pin: boolean;
}

/** Above any of these nothing is written and the run is held; null sets no limit. Each counts per record type. */
export interface Limits {
  removePercent: number | null;
  removeCount: number | null;
  updatePercent: number | null;
  /** Percentages apply from this many stored records on. */
  minimumPopulation: number;
}

export interface Schedule {
  enabled: boolean;
  cron: string;
  /** An IANA name, such as `Europe/Berlin`. */
  timezone: string;
}

/** The portable form of a connector profile, every default filled in. */
export interface ConnectorProfileFile {
  name: string;
  comment: string;
  source: Source;
  mode: Mode;
  preFilter: string;
  variables: Variable[];
  template: string;
  match: Record<RecordType, string>;
  /** Columns that hold secrets by their names and may be seen all the same. */
  reveal: string[];
  existing: ExistingPolicy;
  /** What happens to a match that another profile owns. */
  ownedByOthers: ExistingPolicy;
  generate: Generate;
  limits: Limits;
  missing: MissingPolicy;
  returning: ReturningPolicy;
  schedule: Schedule;
  notify: { emails: string[] };
}

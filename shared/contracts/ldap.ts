import type { Problem, ProblemView } from '../codes/kinds';
import type { LdapVendor } from '../profile/ldap';
import type { RowValue } from './trials';

/** What is taken for a vendor where the profile says nothing. */
export interface LdapVendorDefaults {
  vendor: LdapVendor;
  /** Its name, for people. */
  name: string;
  filter: string;
  keyAttribute: string;
  loginAttribute: string;
  /** Empty: it has no flag for disabled accounts. */
  disabledFilter: string;
  groupFilter: string;
  memberAttributes: string[];
}

export const CONNECTION_STEPS = [
  'name',
  'tcp',
  'tls',
  'bind',
  'vendor',
  'base',
  'paging',
  'entries',
] as const;
export type ConnectionStepName = (typeof CONNECTION_STEPS)[number];

/** One step of a connection test. */
export interface ConnectionStep {
  /** The server's address. */
  server: string;
  step: ConnectionStepName;
  /** `skipped`: an earlier step failed, or there is nothing to do. */
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, or why the step failed; null where it was skipped. */
  found: Problem | null;
  /** What needs care about what was found. */
  warning: Problem | null;
}

export interface ConnectionTest {
  /** True when a run would get through. */
  ok: boolean;
  steps: ConnectionStep[];
  /** Null when no server got so far. */
  vendor: LdapVendorDefaults | null;
  /** The base DNs that the server offers. */
  namingContexts: string[];
  /** How many entries the filter finds; null when they were not counted to the end. */
  entries: number | null;
}

/** The same as it is answered. */
export interface ConnectionStepView extends ConnectionStep {
  /** What was found, in English. */
  message: string;
  /** What to do, in English; null where nothing is to be done. */
  advice: string | null;
}

/** The same as it is answered. */
export interface ConnectionTestView extends ConnectionTest {
  steps: ConnectionStepView[];
}

/** The first entries of a directory as rows, for matching. */
export interface Browse {
  columns: string[];
  /** Secrets are masked. */
  rows: { number: number; values: Record<string, RowValue> }[];
  vendor: LdapVendorDefaults | null;
  /** Why there is nothing to see; null when nothing speaks against it. */
  problem: Problem | null;
}

/** The same as it is answered. */
export interface BrowseView extends Omit<Browse, 'problem'> {
  problem: ProblemView | null;
}

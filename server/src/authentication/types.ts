import type { LdapSource } from '../../../shared/profile/ldap';

/** Of a user, what decides whether somebody may log in. Null stands for the attribute's default. */
export interface Account {
  documentId: string;
  username: string;
  /** The stored hash. */
  password: string | null;
  authMethod: 'local' | 'external' | null;
  enabled: boolean | null;
  /** The documentIds of the profiles that own the record; none of one made by hand. */
  profiles: readonly string[];
}

export interface Accounts {
  /** The user of that name, in whatever spelling. */
  find(username: string): Promise<Account | null>;
  /**
   * The profile's LDAP source, secrets in clear; null when there is no such profile, or its source
   * is of another kind.
   * @throws ConnectorError `credentials-missing`
   */
  findDirectory(profileId: string): Promise<LdapSource | null>;
}

/** False for a wrong password. @throws SourceError when the directory cannot be asked */
export type AskDirectory = (
  source: LdapSource,
  username: string,
  password: string,
  signal: AbortSignal
) => Promise<boolean>;

export interface Credentials {
  username: string;
  password: string;
}

export type Verdict =
  | { kind: 'accepted'; documentId: string; username: string }
  | { kind: 'refused' }
  /** The password could not be checked. The reason is for the log alone. */
  | { kind: 'unavailable'; reason: string }
  | { kind: 'too-many'; retryAfterSeconds: number };

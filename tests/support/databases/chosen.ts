import type { DatabaseKind, DatabaseSettings } from './types';

const { TEST_DATABASE_SERVER } = process.env;

/** A server that is there already. */
export interface ChosenServer {
  kind: DatabaseKind;
  /** An administrator's. */
  settings: DatabaseSettings;
}

/**
 * What all apps of this test run are on, but those on a server of their own: null for SQLite, else
 * the server that `scripts/test-databases.js` has started.
 */
export const chosen: ChosenServer | null = TEST_DATABASE_SERVER
  ? JSON.parse(TEST_DATABASE_SERVER)
  : null;

import type { Knex } from 'knex';

/** Connection settings, as an app's `config/database.js` has them. */
export interface DatabaseSettings {
  client: 'postgres' | 'mysql';
  connection: {
    host: string;
    port: number;
    database: string;
    user: string;
    password: string;
  };
}

/** Those that apps and tests know; a program is what runs one of them. */
export type DatabaseKind = 'postgresql' | 'mariadb';

export interface DatabaseOptions {
  /** Of the server, by its IANA name; UTC by default. */
  timezone?: string;
}

/** A database server of a test's own, on a free port of 127.0.0.1. */
export interface DatabaseServer {
  readonly pid: number;
  folder: string;
  /** An administrator's, to a database that is no app's. */
  settings: DatabaseSettings;
  /**
   * Makes an empty database, in UTF-8 unless told otherwise.
   * @param options what follows its name in `create database`
   */
  createDatabase(options?: string): Promise<DatabaseSettings>;
  /**
   * Shuts it down, whoever is connected, and starts it again where it was.
   * What is committed stays, though nothing waits for the disk.
   * @param absence for how many milliseconds it is away
   */
  restart(absence?: number): Promise<void>;
  /** Ends it at once and removes its data. */
  stop(): Promise<void>;
}

/** How a server is prepared, started and spoken to. */
export interface DatabaseProgram {
  /** What people call it. */
  name: string;
  client: DatabaseSettings['client'];
  debianPackage: string;
  programs: string[];
  /** Where Debian keeps them, if not where others are. */
  folders?: string[];
  /** Whom the server runs as where the tests are root's. */
  user: string;
  /** What ends it at once without leaving anything in the system. */
  signal: 'SIGKILL' | 'SIGQUIT';
  /** What ends it in good order, whoever is connected. */
  shutdown: 'SIGTERM' | 'SIGINT';
  /** The database that an administrator connects to. */
  maintenance: string;
  /** The command that makes a folder the server's. */
  prepare(program: string, folder: string): string[];
  start(place: { program: string; folder: string; port: number; timezone: string }): {
    command: string[];
    env?: Record<string, string>;
  };
  createDatabase(name: string, options: string | undefined): string;
  /** Makes a database with the tables and rows of another, which nobody uses meanwhile. */
  copyDatabase(server: Knex, from: string, to: string): Promise<void>;
  /** Removes a database, though somebody may still be connected. */
  dropDatabase(name: string): string;
}

/** Who may do everything, over TCP from this machine. */
export const ADMIN = { user: 'strapi', password: 'S3cret-of-the-server' };

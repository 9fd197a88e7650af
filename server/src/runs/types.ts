import type { Core } from '@strapi/strapi';

import type { Problem } from '../../../shared/codes/kinds';
import type {
  PeopleAnswer,
  RunCounts,
  RunKind,
  RunPurpose,
  RunTrigger,
} from '../../../shared/contracts/runs';
import type { RunStatus } from '../../../shared/run-statuses';
import type { ReadOption } from '../config/options';
import type { Profiles } from '../profiles';
import type { Secrets } from '../secrets';
import type { SettingsStore } from '../settings';
import type { Validators } from '../sources/types';
import type { Storage } from '../storage';
import type { RequestKey } from '../storage/runs/request-keys';
import type { RunEntity } from '../storage/runs/run-entities';
import type { Uploads } from '../uploads';
import type { LineFixStore } from '../uploads/line-fixes';
import { ConnectorError } from '../utils/errors';
import type { PersonKey } from '../utils/record-keys';
import type { Workers } from '../worker/pool';
import type { Retention } from './retention';

/**
 * What is told of runs: to the log, to the listeners of events, and to the people who are to know. None
 * of it throws.
 */
export interface RunNotices {
  started(run: RunEntity): Promise<void>;
  /** With its counts and its reason, as it is stored. */
  ended(run: RunEntity): Promise<void>;
  /** A person lets a held run write. */
  approved(run: RunEntity, by: string | null): Promise<void>;
  /** A person has decided against a held run. */
  rejected(run: RunEntity, by: string | null): Promise<void>;
  /** Nobody has decided about a held run. */
  expired(run: RunEntity): Promise<void>;
}

/** What Strapi keeps for the plugin. */
export interface Store {
  get(of: { key: string }): Promise<unknown>;
  set(of: { key: string; value: unknown }): Promise<unknown>;
}

/** What runs need of the rest of the server. */
export interface RunNeeds {
  storage: Storage;
  profiles: Pick<
    Profiles,
    | 'assertWhole'
    | 'find'
    | 'load'
    | 'pin'
    | 'fingerprint'
    | 'knownSecrets'
    | 'sharing'
    | 'sourceName'
  >;
  uploads: Pick<
    Uploads,
    'attach' | 'current' | 'find' | 'fixes' | 'materialize' | 'keep' | 'keeps' | 'dropKept'
  >;
  retention: Pick<Retention, 'prune'>;
  lineFixes: Pick<LineFixStore, 'fingerprint' | 'forReading' | 'locate'>;
  workers: Pick<Workers, 'read'>;
  fingerprint: Secrets['fingerprint'];
  /** For what a run that waits has to know, and nobody else. */
  cipher: Pick<Secrets, 'encrypt' | 'decrypt'>;
  notify: RunNotices;
  store: Store;
  log: Core.Strapi['log'];
  option: ReadOption;
  settings: Pick<SettingsStore, 'current'>;
}

export interface StartRequest {
  profileId: string;
  kind: RunKind;
  /** Absent: an import, of everybody or of a person. */
  purpose?: RunPurpose;
  /** The documentId of the run that it undoes. */
  undoOf?: string;
  trigger: RunTrigger;
  /** A CSV file to read instead of the profile's uploaded one. */
  file?: string;
  /** Writes even what exceeds the limits. */
  approve?: boolean;
  /** What somebody has said of people whom an earlier run or test run shows. */
  people?: PeopleAnswer;
  startedBy?: string;
  slot?: string;
  /** The id of the file that came for this run; it becomes the profile's once the run has it. */
  upload?: string;
  /** By which the request for it is known when it is sent once more. */
  requestKey?: RequestKey;
  /** Whom alone the run is about; absent: everybody. */
  person?: PersonKey;
}

/** How a run ends; what is absent stays as the run's entity has it. */
export interface Outcome {
  status: Exclude<RunStatus, 'running'>;
  error: Problem | null;
  counts?: RunCounts;
  validators?: Validators | null;
  notModified?: boolean;
}

/** Why a run was ended from outside: the reason of its abort signal. */
export class RunStopped extends ConnectorError {
  override name = 'RunStopped';

  constructor(
    readonly status: 'canceled' | 'interrupted',
    why: Problem
  ) {
    super(why);
  }
}

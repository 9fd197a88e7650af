import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { problem } from '../../../shared/codes/problems';
import type { RunKind } from '../../../shared/contracts/runs';
import type { EnteredRun, RunQueue } from '../queue/types';
import type { Runs } from '../runs';
import type { Secrets } from '../secrets';
import type { Storage } from '../storage';
import type { Uploads } from '../uploads';
import { ConnectorError, logFailure } from '../utils/errors';
import type { PersonKey } from '../utils/record-keys';
import type { Caller } from './caller';
import { untilOver } from './wait';

/** What comes along with the request for a run. */
export interface Delivery {
  /** What people know it by. */
  name: string;
  content: Parameters<Uploads['store']>[2];
  /** Tells whether it is the same as before. */
  digest: string;
}

export interface MachineStart {
  profileId: string;
  kind: RunKind;
  /** Who asks. */
  caller: Caller;
  delivery: Delivery | null;
  /** Of the header `Idempotency-Key`; null without one. */
  key: string | null;
  /** What else the request says. */
  said: object;
  /** Whom alone the run is about; absent: everybody. */
  person?: PersonKey;
}

export interface MachineStarted {
  id: string;
  /** Whether the same request has started it before. */
  isKnown: boolean;
}

interface StartsNeeds {
  queue: Pick<RunQueue, 'start'>;
  runs: Pick<Runs, 'findOne'>;
  uploads: Pick<Uploads, 'store' | 'remove'>;
  storage: Pick<Storage, 'requestKeys'>;
  fingerprint: Secrets['fingerprint'];
  log: { error(text: string): void };
}

/** The digest of a file's content. */
export const digestOfFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

/**
 * Keeps what came for a run until the run has it. It is nobody's by then: a run that does not begin
 * leaves the profile as it is.
 */
export const delivering = async <Result>(
  { uploads, log }: Pick<StartsNeeds, 'uploads' | 'log'>,
  delivery: Pick<Delivery, 'name' | 'content'> | null,
  begin: (upload: string | null) => Promise<Result>
): Promise<Result> => {
  if (!delivery) return begin(null);
  const { id } = await uploads.store(null, delivery.name, delivery.content);
  try {
    return await begin(id);
  } catch (error) {
    await uploads
      .remove(id)
      .catch((failed: unknown) => logFailure(log, 'removing a file that no run reads', failed));
    throw error;
  }
};

/** Starts runs that other programs ask for, each request once, with the file or rows that come along. */
export const createStarts = (needs: StartsNeeds) => {
  const { queue, runs, uploads, storage, fingerprint, log } = needs;

  /** The runs that are going on here, by which their end is heard of at once. */
  const entered = new Map<string, Promise<unknown>>();

  const note = ({ id, done }: EnteredRun): void => {
    if (done === null) return;
    const settled = done.then(
      () => undefined,
      () => undefined
    );
    entered.set(id, settled);
    void settled.then(() => entered.delete(id));
  };

  const requestKeyOf = ({ profileId, kind, caller, delivery, key, said }: MachineStart) =>
    key === null
      ? undefined
      : {
          key: fingerprint('request-key', JSON.stringify([caller.id, profileId, key])),
          content: fingerprint('request', JSON.stringify([kind, said, delivery?.digest ?? null])),
        };

  type Key = NonNullable<ReturnType<typeof requestKeyOf>>;

  /** @throws ConnectorError `idempotency-key-reused` where another request had the key */
  const known = async (key: Key | undefined): Promise<MachineStarted | null> => {
    const found = key && (await storage.requestKeys.find(key.key));
    if (!found) return null;
    if (found.content !== key.content) throw new ConnectorError(problem('idempotency-key-reused'));
    return { id: found.run, isKnown: true };
  };

  const startWith = async (
    { profileId, kind, caller, person }: MachineStart,
    requestKey: Key | undefined,
    upload: string | null
  ): Promise<MachineStarted> => {
    const run = await queue.start({
      profileId,
      kind,
      trigger: 'api',
      startedBy: caller.name,
      ...(requestKey && { requestKey }),
      ...(upload !== null && { upload }),
      ...(person && { person }),
    });
    note(run);
    return { id: run.id, isKnown: false };
  };

  return {
    /**
     * Starts a run, or finds the one that the same request has started before.
     * @throws as `start` of runs; ConnectorError `idempotency-key-reused`, `file-too-large`, `empty-file`
     */
    async start(request: MachineStart): Promise<MachineStarted> {
      const requestKey = requestKeyOf(request);
      const before = await known(requestKey);
      if (before) return before;
      try {
        return await delivering({ uploads, log }, request.delivery, (upload) =>
          startWith(request, requestKey, upload)
        );
      } catch (error) {
        // The same request may have been quicker on another instance.
        const meanwhile = await known(requestKey);
        if (meanwhile) return meanwhile;
        throw error;
      }
    },

    /** Waits for the end of a run, whichever instance works on it, but no longer than so many seconds. */
    wait: (id: string, seconds: number, signal: AbortSignal): Promise<void> =>
      untilOver({
        seconds,
        signal,
        ending: entered.get(id) ?? null,
        isOver: async () => (await runs.findOne(id)).status !== 'running',
      }),
  };
};

export type Starts = ReturnType<typeof createStarts>;

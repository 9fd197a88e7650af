import { Worker } from 'node:worker_threads';

import { checkMapping, knownSecrets } from '../mapping';
import { browse } from '../sources/ldap/browse';
import { testConnection } from '../sources/ldap/test-connection';
import { explainDisk } from '../utils/disk-error';
import { ConnectorError, framesOf, kindOf } from '../utils/errors';
import { createFlow } from './flow';
import type { HostMessage, TaskName, TaskResult, WorkerMessage } from './protocol';
import { detect } from './tasks/detect';
import { read } from './tasks/read';
import type { Surroundings } from './tasks/surroundings';
import { row } from './tasks/row';
import { trial } from './tasks/trial';
import { createTrace, type Trace } from './trace';

/** A worker that is stuck does not notice that its host is gone; this thread of it does. */
const ORPHAN_WATCH = `
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000);
`;

const send = (message: WorkerMessage): void => {
  process.send?.(message);
};

type TaskMessage = Extract<HostMessage, { type: 'task' }>;

const perform = async (
  task: TaskMessage,
  surroundings: Surroundings
): Promise<TaskResult<TaskName>> => {
  const { trace } = surroundings;
  switch (task.name) {
    case 'read':
      return read(task.input, surroundings);
    case 'trial':
      return trial(task.input, surroundings);
    case 'row':
      return row(task.input, surroundings);
    case 'detect':
      return detect(task.input, surroundings);
    case 'testConnection': {
      const { settings, context } = task.input.source;
      return testConnection(settings, context.network);
    }
    case 'browse': {
      const { settings, context } = task.input.source;
      return browse(settings, { network: context.network, folder: surroundings.folder });
    }
    case 'secrets':
      trace.enter(0, 'compilation');
      return knownSecrets(task.input.definition);
    case 'check':
      trace.enter(0, 'compilation');
      return checkMapping(task.input.definition, task.input.columns ?? undefined);
  }
};

const failure = (thrown: unknown): WorkerMessage => {
  const error = explainDisk(thrown);
  if (error instanceof ConnectorError) {
    return { type: 'failed', code: error.code, message: error.message, stack: null };
  }
  const message = `Something unexpected went wrong while the source was read and mapped (${kindOf(error)}). The server's log says where; please report it.`;
  return { type: 'failed', code: 'unexpected-error', message, stack: framesOf(error) };
};

const start = (): void => {
  const flow = createFlow((rows) => send({ type: 'batch', rows }));

  const run = async (task: TaskMessage): Promise<void> => {
    const { folder } = task;
    let trace: Trace | null = null;
    try {
      trace = createTrace(folder);
      const surroundings: Surroundings = {
        folder,
        trace,
        opened: (opened) => send({ type: 'opened', opened }),
        batch: flow.batch,
      };
      send({ type: 'finished', result: await perform(task, surroundings) });
    } catch (error) {
      send(failure(error));
    } finally {
      trace?.close();
    }
  };

  new Worker(ORPHAN_WATCH, { eval: true }).unref();
  process.on('message', (message: HostMessage) => {
    if (message.type === 'acknowledge') flow.acknowledge();
    else void run(message);
  });
  process.on('disconnect', () => process.exit());
};

if (process.send) start();

import type { CodeKey } from '../../../shared/codes/catalogue';
import { problem, withNotes } from '../../../shared/codes/problems';
import { setAppAttributes } from '../../../shared/records';
import { checkMapping, fieldsOfTemplate, knownSecrets } from '../mapping';
import { explainDenied } from '../utils/denied';
import { ConnectorError, explainDisk, framesOf, kindOf, problemOf } from '../utils/errors';
import { createBackpressure, createReadReport } from './batches';
import { createEvaluationMarker, type EvaluationMarker } from './evaluation';
import type { HostMessage, TaskName, TaskResult, WorkerMessage } from './protocol';
import { rehearse } from './rehearsal';
import { browse, detect } from './tasks/detect';
import { row, trial } from './tasks/one-row';
import type { TaskContext } from './tasks/open';
import { read } from './tasks/read';
import { filter, samples } from './tasks/samples';
import { survey } from './tasks/survey';

const send = (message: WorkerMessage): void => {
  process.send?.(message);
};

type TaskMessage = Extract<HostMessage, { type: 'task' }>;

const perform = async (task: TaskMessage, context: TaskContext): Promise<TaskResult<TaskName>> => {
  const { marker } = context;
  switch (task.name) {
    case 'read':
      return read(task.input, context);
    case 'trial':
      return trial(task.input, context);
    case 'filter':
      return filter(task.input, context);
    case 'samples':
      return samples(task.input, context);
    case 'fields':
      return marker.compiling(() => fieldsOfTemplate(task.input, task.input.columns));
    case 'row':
      return row(task.input, context);
    case 'survey':
      return survey(task.input, context);
    case 'detect':
      return detect(task.input, context);
    case 'testConnection': {
      const { testConnection } = await import('../sources/ldap/test-connection');
      const { settings, context: of } = task.input.source;
      return testConnection(settings, of.network);
    }
    case 'browse':
      return browse(task.input, context);
    case 'secrets':
      return marker.compiling(() => knownSecrets(task.input.definition));
    case 'check':
      return marker.compiling(() =>
        checkMapping(task.input.definition, task.input.columns ?? undefined)
      );
  }
};

const MODULE_CODES: ReadonlySet<string> = new Set<CodeKey>([
  'source-not-loaded',
  'source-failed',
  'access-denied',
]);

const failure = (thrown: unknown): WorkerMessage => {
  const error = explainDenied(explainDisk(thrown));
  if (error instanceof ConnectorError) {
    // Another plugin's module failed; whoever develops it has to find the place.
    const stack = MODULE_CODES.has(error.code) ? framesOf(error.cause) : null;
    return { type: 'failed', error: problemOf(error), stack };
  }
  const unexpected = withNotes(
    problem('unexpected-error', { kind: kindOf(error), reading: true }),
    problem('see-log')
  );
  return { type: 'failed', error: unexpected, stack: framesOf(error) };
};

/** Waits for tasks. */
export const start = (): void => {
  const backpressure = createBackpressure((rows) => send({ type: 'batch', rows }));

  const run = async (task: TaskMessage): Promise<void> => {
    const { folder, attributes } = task;
    if (attributes) setAppAttributes(attributes);
    let marker: EvaluationMarker | null = null;
    try {
      marker = createEvaluationMarker(folder);
      const context: TaskContext = {
        folder,
        marker,
        onRead: createReadReport((stage, bytes) => send({ type: 'read', stage, bytes })),
        opened: (opened) => send({ type: 'opened', opened }),
        batch: backpressure.send,
      };
      send({ type: 'finished', result: await perform(task, context) });
    } catch (error) {
      send(failure(error));
    } finally {
      marker?.close();
    }
  };

  process.on('message', (message: HostMessage) => {
    if (message.type === 'acknowledge') backpressure.acknowledge();
    else if (message.type === 'rehearse') rehearse(process.cwd()).catch(() => undefined);
    else void run(message);
  });
  // One that is stuck does not notice; `orphans.ts` has it ended.
  process.on('disconnect', () => process.exit());
};

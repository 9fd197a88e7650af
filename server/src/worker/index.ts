import { problem } from '../../../shared/codes/problems';
import { explainDenied } from '../utils/denied';
import { ConnectorError, framesOf, kindOf, problemOf } from '../utils/errors';
import type { WorkerMessage } from './protocol';

const send = (message: WorkerMessage): void => {
  process.send?.(message);
};

/** Nobody sees what this process prints: what it needs may be missing, or lie where it may not read. */
const tellWhy = (thrown: unknown): void => {
  const denied = explainDenied(thrown);
  const error =
    denied instanceof ConnectorError
      ? problemOf(denied)
      : problem('worker-not-started', { how: kindOf(thrown) });
  send({ type: 'failed', error, stack: framesOf(thrown) });
};

if (process.send) import('./main').then(({ start }) => start(), tellWhy);

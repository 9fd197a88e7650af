import { getService } from '../utils/get-service';
import { type Command, done } from './command';
import { EXIT } from './report';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The first signal that asks for an end; the second one ends the process. */
const untilSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    let signals = 0;
    SIGNALS.forEach((signal) =>
      process.on(signal, () => {
        signals += 1;
        if (signals > 1) process.exit(EXIT.failed);
        resolve(signal);
      })
    );
  });

/** Does runs from the queue until a signal ends it; the app's end interrupts what is going on. */
export const work: Command = async ({ strapi }) => {
  const signaled = untilSignal();
  await getService('work', { strapi }).begin();
  process.stderr.write('Waiting for runs; Ctrl-C or SIGTERM ends it.\n');
  const signal = await signaled;
  return done(
    { endedBy: signal },
    `Ended by ${signal}; a run that was going on goes back to the queue.`
  );
};

import { AsyncLocalStorage } from 'node:async_hooks';

const runs = new AsyncLocalStorage<true>();

/** Does what a run has planned: what people are kept from doing by accident is not asked for there. */
export const asRun = <Result>(work: () => Promise<Result>): Promise<Result> => runs.run(true, work);

export const isByRun = (): boolean => runs.getStore() === true;

import { problem } from '../../../shared/codes/problems';
import type { Storage } from '../storage';
import type { RunEntity } from '../storage/runs/run-entities';
import { ConnectorError } from '../utils/errors';
import type { StartRequest } from './types';

type AnswerNeeds = Pick<Storage, 'runs' | 'ofRun'>;

/**
 * What was said of the people whom an earlier plan shows, by the ids of the pairs: whether they are
 * one. A new plan takes it for the same pairs, as they were shown, and asks about all others.
 * @throws ConnectorError `run-not-found`, `pair-not-found`
 */
export const answersOf = async (
  { runs, ofRun }: AnswerNeeds,
  { people, profileId }: Pick<StartRequest, 'people' | 'profileId'>
): Promise<Map<string, boolean>> => {
  if (!people) return new Map();
  const run = await runs.get(people.of);
  if (run.profileId !== profileId) {
    throw new ConnectorError(problem('run-not-found', { run: people.of }));
  }
  const pairs = await ofRun(run.id).pairs();
  const known = new Set([...pairs].flatMap(([id, { key }]) => [id, key]));
  const unknown = people.two.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new ConnectorError(problem('pair-not-found', { found: unknown, run: people.of }));
  }
  const two = new Set(people.two);
  return new Map(
    [...pairs].map(([id, { key, isSame }]) => [id, isSame && !two.has(id) && !two.has(key)])
  );
};

/**
 * Nobody is taken for somebody else without being looked at: whoever approves a plan with people in
 * question has to say that they are the same.
 * @throws ConnectorError `people-undecided`
 */
export const assertDecided = async (
  { ofRun }: Pick<Storage, 'ofRun'>,
  { id, status }: RunEntity
): Promise<void> => {
  const count = status === 'held' ? await ofRun(id).countUndecided() : 0;
  if (count > 0) throw new ConnectorError(problem('people-undecided', { count }));
};

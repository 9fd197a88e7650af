import { isObject } from '../../../../shared/path';

/** What is said of people who are probably stored under another key. */
export interface PeopleAnswers {
  /** Whether a pair is one person, by the pair's id. */
  ofPairs: ReadonlyMap<string, boolean>;
  /** Whether all others are. */
  areOthersSame: boolean;
}

export const NO_ANSWERS: PeopleAnswers = { ofPairs: new Map(), areOthersSame: false };

/** The ids of those who are two. */
export const twoOf = ({ ofPairs }: PeopleAnswers): string[] =>
  [...ofPairs].flatMap(([id, isSame]) => (isSame ? [] : [id]));

/** The answers as a text that the browser keeps. */
export const storeAnswers = ({ ofPairs, areOthersSame }: PeopleAnswers): string =>
  JSON.stringify({ ofPairs: Object.fromEntries(ofPairs), areOthersSame });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The answers of such a text; none where another version wrote it in another form. */
export const restoreAnswers = (text: string | null): PeopleAnswers => {
  const stored = text === null ? null : parsed(text);
  if (!isObject(stored) || !isObject(stored.ofPairs)) return NO_ANSWERS;
  const pairs = Object.entries(stored.ofPairs).filter(
    (pair): pair is [string, boolean] => typeof pair[1] === 'boolean'
  );
  return { ofPairs: new Map(pairs), areOthersSame: stored.areOthersSame === true };
};

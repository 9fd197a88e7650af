import { markedIn, secretsIn } from './known';

interface Told {
  /** Where, as it is to be named when a secret is found there. */
  place: string;
  text: string;
  /** What was tested then. */
  test: string;
}

/** Whatever the apps and programs of this test file said, until it is searched. */
let told: Told[] = [];

const allowed: { place: RegExp; secret: RegExp }[] = [];
const found = new Map<string, Told & { secret: string }>();

const isAllowed = (place: string, secret: string): boolean =>
  allowed.some((one) => one.place.test(place) && one.secret.test(secret));

const note = (one: Told, secrets: string[]): void => {
  for (const secret of secrets) {
    if (!isAllowed(one.place, secret)) found.set(`${one.place} ${secret}`, { ...one, secret });
  }
};

const currentTest = (): string => expect.getState().currentTestName ?? 'before and after the tests';

/** Notes what was answered, printed, logged or stored: no secret may be in it. */
export const tell = (place: string, text: string): void => {
  told.push({ place, text, test: currentTest() });
};

/** The same for bytes that are no text; they are searched for marked secrets only, at once. */
export const tellBytes = (place: string, bytes: Buffer): void => {
  note({ place, text: '', test: currentTest() }, markedIn(bytes.toString('latin1')));
};

/**
 * From now on those secrets may be told there, since somebody has asked for them.
 * @param place part of the place, as "GET /users/1" names an answer
 * @param secret the names of the secrets; by default all
 */
export const mayTell = (place: RegExp, secret = /^/): void => {
  allowed.push({ place, secret });
};

const open = new Set<() => Promise<void>>();

/**
 * Notes what tells something later, so that it is told at the latest when the test file has ended.
 * Returns what tells it, once.
 */
export const tellingOf = (tellIt: () => Promise<void>): (() => Promise<void>) => {
  const once = async (): Promise<void> => {
    if (open.delete(once)) await tellIt();
  };
  open.add(once);
  return once;
};

/** @throws Error when a secret was in anything that this test file told, with its place and name */
export const expectNoSecretTold = async (): Promise<void> => {
  for (const tellIt of [...open]) await tellIt();
  for (const one of told) note(one, secretsIn(one.text));
  told = [];
  const leaks = [...found.values()].map(
    ({ place, secret, test }) => `- the secret "${secret}" is in ${place} (${test})`
  );
  found.clear();
  if (leaks.length === 0) return;
  throw new Error(`What must not be told was told in this file:\n${leaks.join('\n')}`);
};

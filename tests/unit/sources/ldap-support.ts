import { Socket } from 'node:net';
import {
  LdapConnection,
  type LdapEntry,
  type Search,
  type SearchAnswer,
} from '../../../server/src/sources/ldap/connection';
import { LdapError } from '../../../server/src/sources/ldap/errors';

type Value = string | Buffer;
export type Attributes = Record<string, Value | Value[]>;

/** An entry as it came over the wire. */
export const entryOf = (dn: string, attributes: Attributes = {}): LdapEntry => ({
  dn,
  attributes: Object.entries(attributes).map(([name, values]) => ({
    name,
    values: [values].flat().map((value) => Buffer.from(value)),
  })),
});

/** The attributes of an entry as text, in their order. */
export const textsOf = ({ attributes }: LdapEntry): [string, string[]][] =>
  attributes.map(({ name, values }) => [name, values.map(String)]);

const NOTHING: SearchAnswer = {
  entries: [],
  references: [],
  result: { code: 0, message: '', matchedDn: '' },
  cookie: null,
};

/** A connection whose searches a function answers, without any server. What it leaves out is empty. */
export class AnsweringConnection extends LdapConnection {
  readonly searches: Search[] = [];

  constructor(
    private readonly answer: (search: Search, number: number) => Partial<SearchAnswer> = () => ({})
  ) {
    super('ldap://answering.test:389', new Socket(), { timeoutSeconds: 1, maxBytes: 1 });
  }

  override search(search: Search): Promise<SearchAnswer> {
    this.searches.push(search);
    return Promise.resolve({ ...NOTHING, ...this.answer(search, this.searches.length) });
  }
}

/** An answer that is nothing but a result. */
export const resultOf = (
  code: number,
  message = '',
  matchedDn = ''
): Pick<SearchAnswer, 'result'> => ({ result: { code, message, matchedDn } });

/** The error of a promise that has to fail with an `LdapError`. */
export const ldapErrorOf = async (promise: Promise<unknown>): Promise<LdapError> => {
  const outcome = await promise.then(
    () => new Error('no error where one was expected'),
    (reason: unknown) => reason
  );
  if (outcome instanceof LdapError) return outcome;
  throw outcome;
};

const LONGEST_WAIT_MS = 60_000;

/** Comes back as soon as a condition holds. */
export const until = async (holds: () => boolean): Promise<void> => {
  const end = performance.now() + LONGEST_WAIT_MS;
  while (!holds()) {
    if (performance.now() > end) throw new Error('What was waited for did not come.');
    await new Promise(setImmediate);
  }
};

import type { SearchAnswer } from '../../../server/src/sources/ldap/connection';
import { ANY_ENTRY } from '../../../server/src/sources/ldap/filter';
import { completeRanges } from '../../../server/src/sources/ldap/search';
import {
  AnsweringConnection,
  type Attributes,
  entryOf,
  ldapErrorOf,
  resultOf,
  textsOf,
} from './ldap-support';

const DN = 'CN=Staff\\, all,DC=x';

/** Completes an entry; each request for a part is answered with the next one of these. */
const complete = async (
  attributes: Attributes,
  parts: (Attributes | Partial<SearchAnswer>)[] = []
): Promise<{ attributes: [string, string[]][]; asked: string[] }> => {
  const connection = new AnsweringConnection((_, number) => {
    const part = parts[number - 1] ?? {};
    return 'result' in part || 'entries' in part
      ? (part as Partial<SearchAnswer>)
      : { entries: [entryOf(DN, part as Attributes)] };
  });
  const entry = entryOf(DN, attributes);
  await completeRanges(connection, entry);
  return {
    attributes: textsOf(entry),
    asked: connection.searches.flatMap((search) => search.attributes),
  };
};

describe('attributes that come in parts', () => {
  it('are put together under their plain name', async () => {
    const { attributes, asked } = await complete(
      { cn: 'staff', member: [], 'member;range=0-1': ['a', 'b'], mail: 'x' },
      [
        { member: [], 'member;range=2-3': ['c', 'd'] },
        { member: [], 'member;range=4-*': ['e'] },
      ]
    );
    expect(attributes).toEqual([
      ['cn', ['staff']],
      ['mail', ['x']],
      ['member', ['a', 'b', 'c', 'd', 'e']],
    ]);
    expect(asked).toEqual(['member;range=2-*', 'member;range=4-*']);
  });

  it('are asked for at the entry alone', async () => {
    const connection = new AnsweringConnection(() => ({
      entries: [entryOf(DN, { 'member;range=1-*': 'b' })],
    }));
    await completeRanges(connection, entryOf(DN, { 'member;range=0-0': 'a' }));
    expect(connection.searches).toEqual([
      {
        baseDn: DN,
        scope: 'base',
        filter: ANY_ENTRY,
        attributes: ['member;range=1-*'],
        page: null,
      },
    ]);
  });

  it.each<[string, Attributes, [string, string[]][]]>([
    [
      'none',
      { cn: 'a', member: ['x', 'y'] },
      [
        ['cn', ['a']],
        ['member', ['x', 'y']],
      ],
    ],
    ['no attribute at all', {}, []],
    ['an attribute without values', { member: [] }, [['member', []]]],
    ['a part that is the last', { 'member;range=0-*': ['a'] }, [['member', ['a']]]],
    ['a last part without values', { 'member;range=0-*': [] }, [['member', []]]],
    ['other letters', { MEMBER: [], 'member;Range=0-*': ['a'] }, [['member', ['a']]]],
    [
      'another option',
      { 'cn;lang-de;range=0-*': ['a'], cn: 'b' },
      [
        ['cn', ['b']],
        ['cn;lang-de', ['a']],
      ],
    ],
    [
      'an option like it',
      { 'cn;range-0': 'a', 'cn;range=x-1': 'b', 'cn;range=-1': 'c' },
      [
        ['cn;range-0', ['a']],
        ['cn;range=x-1', ['b']],
        ['cn;range=-1', ['c']],
      ],
    ],
    [
      'a range that is not the end',
      { 'cn;range=0-1;lang-de': 'a' },
      [['cn;range=0-1;lang-de', ['a']]],
    ],
    ['nothing but a range', { ';range=0-*': 'a' }, [[';range=0-*', ['a']]]],
    [
      'two of them',
      { 'b;range=0-*': 'x', 'a;range=0-*': 'y', c: 'z' },
      [
        ['c', ['z']],
        ['b', ['x']],
        ['a', ['y']],
      ],
    ],
    [
      'names of every object',
      { 'constructor;range=0-*': 'a', cn: 'b' },
      [
        ['cn', ['b']],
        ['constructor', ['a']],
      ],
    ],
  ])('are not asked for where there are no more: %s', async (_, attributes, expected) => {
    expect(await complete(attributes)).toEqual({ attributes: expected, asked: [] });
  });

  it('are completed one after the other', async () => {
    const { attributes, asked } = await complete(
      { 'member;range=0-0': 'a', 'memberOf;range=0-1': ['x', 'y'] },
      [{ 'MEMBER;RANGE=1-*': 'b' }, { cn: 'z', 'memberOf;range=2-*': ['z'] }]
    );
    expect(attributes).toEqual([
      ['member', ['a', 'b']],
      ['memberOf', ['x', 'y', 'z']],
    ]);
    expect(asked).toEqual(['member;range=1-*', 'memberOf;range=2-*']);
  });

  it('keep values that are no text', async () => {
    const bytes = Buffer.from([0xff, 0, 0xfe]);
    const entry = entryOf(DN, { 'photo;range=0-0': bytes });
    const connection = new AnsweringConnection(() => ({
      entries: [entryOf(DN, { 'photo;range=1-*': bytes })],
    }));
    await completeRanges(connection, entry);
    expect(entry.attributes).toEqual([{ name: 'photo', values: [bytes, bytes] }]);
  });

  it('may be many', async () => {
    const parts = Array.from({ length: 500 }, (_, index) => {
      const [from, to] = [index + 1, index === 499 ? '*' : index + 1];
      return { [`member;range=${from}-${to}`]: `m${from}` };
    });
    const { attributes } = await complete({ 'member;range=0-0': 'm0' }, parts);
    expect(attributes[0]?.[1]).toEqual(Array.from({ length: 501 }, (_, index) => `m${index}`));
  });
});

describe('a part that does not come', () => {
  const first = { 'member;range=0-1': ['a', 'b'] };

  it.each<[string, Attributes | Partial<SearchAnswer>]>([
    ['an entry without it', {}],
    ['no entry', { entries: [] }],
    ['the attribute without values', { member: [] }],
    ['all of it without a range', { member: ['a', 'b', 'c'] }],
    ['the part that is there', { 'member;range=0-1': ['a', 'b'] }],
    ['a gap before it', { 'member;range=3-*': ['d'] }],
    ['a large gap before it', { 'member;range=1500-2999': ['d'] }],
    ['an overlap', { 'member;range=1-*': ['b', 'c'] }],
    ['fewer values than it says', { 'member;range=2-4': ['c', 'd'] }],
    ['more values than it says', { 'member;range=2-2': ['c', 'd'] }],
    ['another attribute', { 'memberOf;range=2-*': ['c'] }],
    ['another option', { 'member;lang-de;range=2-*': ['c'] }],
    ['a part of it', { 'member;range=2': ['c'] }],
  ])('makes the read fail: %s', async (_, part) => {
    const error = await ldapErrorOf(complete(first, [part]));
    expect(error.code).toBe('incomplete-attribute');
    expect(error.message).toContain(`"member" of "${DN}"`);
    expect(error.transient).toBe(false);
  });

  it('makes the read fail although the rest would come', async () => {
    const again = { 'member;range=0-1': ['a', 'b'] };
    const error = await ldapErrorOf(complete(first, [again, { 'member;range=2-*': ['c'] }]));
    expect(error.code).toBe('incomplete-attribute');
  });

  it.each<[string, Attributes]>([
    ['from its beginning', { 'member;range=1-*': ['b'] }],
    ['more than one from its beginning', { 'member;range=1500-*': ['b'] }],
    ['within what came first', { 'member;range=0-2': ['a', 'c'] }],
  ])('makes the read fail where values are missing %s', async (_, attributes) => {
    const rest = { 'member;range=3-*': ['d'] };
    const error = await ldapErrorOf(complete(attributes, [rest]));
    expect(error.code).toBe('incomplete-attribute');
  });

  it('makes the read fail later on as well', async () => {
    const error = await ldapErrorOf(complete(first, [{ 'member;range=2-2': ['c'] }, {}]));
    expect(error.code).toBe('incomplete-attribute');
  });

  it.each([
    [32, 'base-dn-not-found'],
    [4, 'size-limit'],
    [51, 'server-busy'],
    [80, 'ldap-result'],
  ])('makes the read fail with result %i', async (code, expected) => {
    const entries = [entryOf(DN, { 'member;range=2-*': ['c'] })];
    const error = await ldapErrorOf(complete(first, [{ ...resultOf(code, 'why'), entries }]));
    expect(error.code).toBe(expected);
    expect(error.message).toContain(`reading "member" of "${DN}"`);
  });

  it('leaves the entry as it was', async () => {
    const entry = entryOf(DN, { cn: 'x', ...first });
    await ldapErrorOf(completeRanges(new AnsweringConnection(), entry));
    expect(textsOf(entry)).toEqual([
      ['cn', ['x']],
      ['member;range=0-1', ['a', 'b']],
    ]);
  });
});

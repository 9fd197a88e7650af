import type { AttributeValue } from '../../../server/src/mapping/types';
import { itemsOf } from '../../../server/src/plan/items';
import {
  contentWithout,
  leadersOf,
  mayShare,
  saidOtherwise,
  sharedContent,
  unsaid,
} from '../../../server/src/plan/sharing';
import type { Ownership, PlanPolicy, StoredRecord } from '../../../server/src/plan/types';
import type { RecordType } from '../../../shared/records';
import { MASK } from '../../../shared/text';
import { policy, row, user } from './helpers';
import { MemoryDatabase } from './memory';

type Values = Record<string, AttributeValue>;
const FIRST = 'first';
const SECOND = 'second';
const ORDER = [FIRST, SECOND, 'third'];

const owner = (profile: string, said: Values = {}, rest: Partial<Ownership> = {}): Ownership => ({
  profile,
  key: 'username:ann',
  absence: null,
  said: { username: 'ann', ...said },
  secrets: [],
  ...rest,
});

/** Ann as a profile sees her who owns her, or is about to. */
const ann = (
  viewer: string,
  owners: Ownership[],
  attributes: Values = {},
  type: RecordType = 'user'
): StoredRecord => {
  const ownership = owners.find(({ profile }) => profile === viewer) ?? null;
  return new MemoryDatabase().add(type, {
    owner: ownership ? viewer : (owners[0]?.profile ?? FIRST),
    key: 'username:ann',
    owners,
    ownership,
    attributes: { username: 'ann', ...attributes },
  });
};

const options = (profileId: string, changes: Partial<PlanPolicy> = {}) => ({
  profileId,
  sharing: { partners: new Set(ORDER), order: ORDER },
  policy: policy({ ownedByOthers: 'share', ...changes }),
});

const content = (
  profileId: string,
  stored: StoredRecord,
  says: Values,
  changes: Partial<PlanPolicy> = {}
) => {
  const [item] = itemsOf(row(2, user('ann', says)), policy().match);
  if (!item) throw new Error('no item');
  return sharedContent({ ...item, stored }, options(profileId, changes));
};

describe('profiles own a record together', () => {
  const stored = ann(SECOND, []);

  it('where all who own it and the one that comes share', () => {
    expect(mayShare(stored, options(SECOND))).toBe(true);
    const only = (...partners: string[]) => ({
      ...options(SECOND),
      sharing: { partners: new Set(partners), order: ORDER },
    });
    expect(mayShare(stored, only(FIRST))).toBe(false);
    expect(mayShare(stored, only(SECOND))).toBe(false);
    const three = ann('third', [owner(FIRST), owner(SECOND)]);
    expect(mayShare(three, { ...only(FIRST, 'third'), profileId: 'third' })).toBe(false);
    expect(mayShare(three, options('third'))).toBe(true);
  });

  it('not where nobody owns it, or nobody can tell it from another one', () => {
    expect(mayShare({ ...stored, owner: null }, options(SECOND))).toBe(false);
    expect(mayShare({ ...stored, key: null }, options(SECOND))).toBe(false);
  });
});

describe('what a profile writes of a record that others own', () => {
  const both = (said: Values = {}, own: Values = {}) =>
    ann(SECOND, [owner(FIRST, said), owner(SECOND, own)], said);

  it('is what no leading one fills', () => {
    const { attributes, ownership } = content(SECOND, both({ displayName: 'Ann' }), {
      displayName: 'A.',
      email: 'a@example.com',
    });
    expect(attributes).toEqual({ email: 'a@example.com' });
    expect(ownership.said).toEqual({ username: 'ann', displayName: 'A.', email: 'a@example.com' });
  });

  it('is all that it says where it leads', () => {
    const stored = ann(FIRST, [
      owner(SECOND, { displayName: 'A.' }),
      owner(FIRST, { email: 'ann@example.com' }),
    ]);
    const { attributes } = content(FIRST, stored, { displayName: 'Ann', email: null });
    expect(attributes).toEqual({ username: 'ann', displayName: 'Ann', email: null });
  });

  it('is what the next one says of what it has led and leaves empty now, or no longer maps', () => {
    const owners = [
      owner(FIRST, { displayName: 'Ann', groupName: 'IT' }),
      owner(SECOND, { displayName: 'A.', groupName: 'Sales' }),
    ];
    const stored = ann(FIRST, owners, { displayName: 'Ann', groupName: 'IT' });
    expect(content(FIRST, stored, { displayName: null }).attributes).toEqual({
      username: 'ann',
      displayName: 'A.',
      groupName: 'Sales',
    });
    const second = ann(SECOND, owners, { displayName: 'Ann' });
    expect(content(SECOND, second, { displayName: null }).attributes).toEqual({});
  });

  it('has a value that could not be read said as before', () => {
    const stored = ann(FIRST, [owner(SECOND), owner(FIRST, { email: 'a@example.com' })]);
    const [item] = itemsOf(
      row(2, user('ann', {}, [], { unread: { email: { ...ISSUE } } })),
      policy().match
    );
    const { ownership } = sharedContent({ ...item!, stored }, options(FIRST));
    expect(ownership.said).toEqual({ username: 'ann', email: 'a@example.com' });
  });

  it.each(['creating', 'if-empty'] as const)('leads nothing by the rule "%s"', (rule) => {
    const writing = { user: { email: rule }, phonebookEntry: {}, phone: {} };
    const stored = ann(FIRST, [owner(FIRST), owner(SECOND, { email: 'b@example.com' })]);
    const { attributes, ownership } = content(
      FIRST,
      stored,
      { email: 'a@example.com' },
      { writing }
    );
    expect(attributes).toEqual({ username: 'ann' });
    expect(ownership.said).toEqual({ username: 'ann' });
  });

  it('has no secret that a leading one fills, and notes which it fills itself', () => {
    const stored = ann(SECOND, [owner(FIRST, {}, { secrets: ['password'] }), owner(SECOND)]);
    const { attributes, ownership } = content(SECOND, stored, {
      password: 'S3cret-1',
      pin: '4711',
    });
    expect(attributes).toEqual({ pin: '4711' });
    expect(ownership.secrets).toEqual(['password', 'pin']);
  });

  it('takes all but defaults for the word of the one that has owned it alone', () => {
    const stored = ann(SECOND, [], { email: 'a@example.com', enabled: true });
    const { attributes, firstOwnership } = content(SECOND, stored, {
      email: 'b@example.com',
      enabled: false,
    });
    expect(attributes).toEqual({ enabled: false });
    expect(firstOwnership).toMatchObject({
      profile: FIRST,
      said: { username: 'ann', email: 'a@example.com' },
    });
  });

  it('leaves what is made of what its user gets to whoever says it', () => {
    const stored = both({ extension: '201' });
    expect(unsaid('user', { extension: '300', email: 'x' }, stored, options(SECOND))).toEqual({
      email: 'x',
    });
    expect(unsaid('user', { extension: '300' }, ann(FIRST, []), options(FIRST))).toEqual({
      extension: '300',
    });
  });
});

const ISSUE = {
  row: 2,
  column: null,
  value: null,
  code: 'too-few-fields',
  severity: 'error',
  params: {},
} as const;

describe('what is left of a record that a source drops', () => {
  const without = (profileId: string, owners: Ownership[], attributes: Values = {}) =>
    contentWithout('user', ann(profileId, owners, attributes), options(profileId));

  it('is what the next one fills, and nothing of what it has led alone', () => {
    const first = owner(FIRST, { displayName: 'Ann', email: 'a@example.com' });
    expect(without(FIRST, [first, owner(SECOND, { displayName: 'A.' })])).toEqual({
      displayName: 'A.',
      email: null,
    });
    expect(without(SECOND, [first, owner(SECOND, { displayName: 'A.' })])).toEqual({});
  });

  it('has numbers free for others, unless the next one says the same', () => {
    const numbers = (other: Values) =>
      without(FIRST, [owner(FIRST, { extension: '201' }), owner(SECOND, other)]);
    expect(numbers({})).toEqual({ extension: null });
    expect(numbers({ extension: '300' })).toEqual({ extension: null });
    expect(numbers({ extension: '201' })).toEqual({});
  });

  it('keeps its user name, what others find it by, and whether it is enabled', () => {
    const first = owner(FIRST, { externalId: 'E1', enabled: false });
    const second = owner(SECOND, {}, { key: 'externalId:E1', said: {} });
    expect(without(FIRST, [first, second])).toEqual({});
    const says = owner(SECOND, { enabled: true });
    expect(without(FIRST, [first, says])).toMatchObject({ enabled: true });
  });
});

it('shows what a source says otherwise, secrets only as set', () => {
  const before = owner(FIRST, { email: 'a', groupName: 'IT' }, { secrets: ['pin'] });
  const after = owner(FIRST, { email: 'b', groupName: 'HR' }, { secrets: ['password'] });
  const written = { groupName: { before: 'IT', after: 'HR' } };
  expect(saidOtherwise(before, after, written)).toEqual({
    'source/email': { before: 'a', after: 'b' },
    'source/pin': { before: MASK, after: null },
    'source/password': { before: null, after: MASK },
  });
  expect(saidOtherwise(null, after, {})).toEqual({});
});

it('tells who leads what, those without a place in the order last', () => {
  const owners = [
    owner('unknown', { email: 'u' }),
    owner(SECOND, { email: 's' }, { secrets: ['pin'] }),
    owner(FIRST, { displayName: 'Ann' }),
  ];
  expect(leadersOf(owners, ORDER).map(({ owner: { profile }, leads }) => [profile, leads])).toEqual(
    [
      [FIRST, ['username', 'displayName']],
      [SECOND, ['email', 'pin']],
      ['unknown', []],
    ]
  );
});

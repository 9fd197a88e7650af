import { checkMapping } from '../../../server/src/mapping';
import { identityKey, movedKey } from '../../../server/src/plan/items';
import { keyNames, keyValue, partsOfValue } from '../../../server/src/utils/record-keys';
import { identityOf } from '../../../shared/identity';
import { codesOf, definition, mappingOf } from '../mapping/support';
import { actions, codes, entry, own, plan, rows, run } from './helpers';
import { MemoryDatabase } from './memory';

const NAME = 'displayName+organisation';
const MATCH = { user: 'username', phonebookEntry: NAME, phone: 'mac' };
const POLICY = { policy: { match: MATCH } };
const contact = (displayName: string, organisation: string | null, phone = '1') =>
  entry({ displayName, organisation, phone });

describe('the value of a compound key', () => {
  it('is another one for other values, whatever stands in them', () => {
    const parts = ['a', 'a|', '|a', 'a\\', '\\', '|', '\\|', 'a|b', '', 'a\\|b'];
    const values = parts.flatMap((displayName) =>
      parts.map((organisation) => keyValue(NAME, { displayName, organisation }))
    );
    const given = values.filter((value) => value !== null);
    expect(given).toHaveLength(parts.length ** 2 - 1);
    expect(new Set(given).size).toBe(given.length);
    for (const displayName of parts) {
      for (const organisation of parts) {
        const value = keyValue(NAME, { displayName, organisation });
        if (value === null) continue;
        expect(partsOfValue(NAME, value)).toEqual({
          ...(displayName && { displayName }),
          ...(organisation && { organisation }),
        });
      }
    }
  });

  it('is the same for every spelling of the same values, and stays so', () => {
    const one = keyValue(NAME, { displayName: ' Jo\u0308rg ', organisation: 'Ahorn' });
    expect(one).toBe(keyValue(NAME, { displayName: 'Jörg', organisation: 'Ahorn\u200B' }));
    expect(identityOf(NAME, one ?? '')).toBe(one);
    expect(identityKey(`${NAME}:${one}`)).toBe(`${NAME}:${one}`);
    expect(movedKey(`${NAME}:${one}/phonebook/0`, `${NAME}:${one}`, 'x:y')).toBe('x:y/phonebook/0');
  });

  it('of one attribute is its value, as it came', () => {
    expect(keyNames({ user: 'username', phonebookEntry: ['externalId'], phone: 'mac' })).toEqual({
      user: 'username',
      phonebookEntry: 'externalId',
      phone: 'mac',
    });
    expect(keyValue('username', { username: ' Ann' })).toBe(' Ann');
    expect(keyValue('username', { username: ' ' })).toBeNull();
  });
});

describe('entries with a compound key', () => {
  it('are told apart by all of it, and found again', async () => {
    const database = new MemoryDatabase();
    const source = rows(contact('Ann', 'Ahorn'), contact('Ann', 'Birke'), contact('Ann', null));
    expect(actions(await run(database, source, POLICY))).toEqual([
      `create phonebookEntry ${NAME}:Ann|Ahorn`,
      `create phonebookEntry ${NAME}:Ann|Birke`,
      `create phonebookEntry ${NAME}:Ann|`,
    ]);
    const again = rows(contact('Ann', null), contact('Ann', 'Birke', '2'));
    expect(actions(await run(database, again, POLICY)).sort()).toEqual([
      `remove phonebookEntry ${NAME}:Ann|Ahorn`,
      `update phonebookEntry ${NAME}:Ann|Birke`,
    ]);
    expect(actions(await run(database, again, POLICY))).toEqual([]);
  });

  it('are matched with what was made by hand', async () => {
    const database = new MemoryDatabase();
    database.add('phonebookEntry', { attributes: { displayName: 'Ann', organisation: 'Ahorn' } });
    const hand = database.add('phonebookEntry', {
      attributes: { displayName: 'Ann', organisation: 'Birke' },
    });
    const result = await run(database, rows(contact('Ann', 'Birke')), POLICY);
    expect(result.changes.map(({ action, target }) => [action, target?.id])).toEqual([
      ['update', hand.id],
    ]);
  });

  it.each([1, 2, 500])(
    'are errors in all rows that have the same, %i at a time',
    async (batchSize) => {
      const twins = [contact('Ann', 'Ahorn', '1'), contact('Ann', 'Ahorn', '2')];
      for (const [one, other] of [twins, twins.toReversed()]) {
        const database = new MemoryDatabase();
        if (!one || !other) throw new Error('There are two.');
        const source = rows(one, contact('Bert', null), other, contact('Ann ', 'Ahorn', '3'));
        const result = await plan(database, source, { ...POLICY, batchSize });
        expect(codes(result)).toEqual(['2 same-key', '4 same-key', '5 same-key']);
        expect(result.counts.phonebookEntry).toMatchObject({ create: 1, error: 3 });
        expect(result.counts.rows.failed).toBe(3);
      }
    }
  );

  it('stay as they are stored where the source has the same twice', async () => {
    for (const [first, second] of [
      ['1', '2'],
      ['2', '1'],
      ['2', '3'],
    ] as const) {
      const database = new MemoryDatabase();
      database.add(
        'phonebookEntry',
        own(`${NAME}:Ann|Ahorn`, {
          attributes: { displayName: 'Ann', organisation: 'Ahorn', phone: '1' },
        })
      );
      const source = rows(contact('Ann', 'Ahorn', first), contact('Ann', 'Ahorn', second));
      const result = await plan(database, source, POLICY);
      expect(codes(result)).toEqual(['2 same-key', '3 same-key']);
      expect(result.counts.phonebookEntry).toEqual({
        create: 0,
        update: 0,
        unchanged: 0,
        remove: 0,
        error: 2,
      });
    }
  });
});

describe('a mapping with a compound key', () => {
  const match = { user: 'username', phonebookEntry: ['displayName', 'organisation'], phone: 'mac' };
  const template =
    '{ "phonebook": [{ "displayName": "{{{Name}}}", "organisation": "{{{Firm}}}" }] }';

  it('has to fill all of it', () => {
    const problems = (part: Parameters<typeof definition>[0], columns?: string[]) =>
      codesOf(checkMapping(definition({ match, ...part }), columns));
    expect(problems({ template })).toEqual([]);
    expect(problems({ template: template.replace('organisation', 'notes') })).toEqual([
      'no-key-part',
    ]);
    expect(problems({ template }, ['Name'])).toContain('no-key-part');
    expect(
      problems({ template, match: { ...match, phonebookEntry: ['labels', 'phone'] } })
    ).toEqual(['unknown-attribute']);
  });

  it('knows nobody of whose key a part cannot be read', async () => {
    const people = {
      match: { ...match, user: ['displayName', 'email'], phonebookEntry: 'externalId' },
      template: '{ "identity": [{ "displayName": "{{{Name}}}", "email": "{{{Mail}}}" }] }',
    };
    const mapping = mappingOf(people, ['Name', 'Mail']);
    const mapped = (Mail: string) => mapping.map({ number: 2, values: { Name: 'Ann', Mail } });
    expect((await mapped('')).records).toMatchObject([{ attributes: { displayName: 'Ann' } }]);
    const { records, issues } = await mapped('=A2');
    expect([records, issues.map(({ column, severity }) => [column, severity])]).toEqual([
      [],
      [['Mail', 'error']],
    ]);
  });

  it('gives contacts without users', async () => {
    const mapping = mappingOf({ match, template }, ['Name', 'Firm']);
    const { records } = await mapping.map({ number: 2, values: { Name: 'Ann', Firm: '' } });
    expect(records).toMatchObject([{ type: 'phonebookEntry', attributes: { displayName: 'Ann' } }]);
  });
});

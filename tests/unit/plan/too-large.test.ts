import { actions, ownUser, row, run, user } from './helpers';
import { MemoryDatabase } from './memory';

const LIMIT = { recordBound: 300 };

describe('a record that the database does not take at a time', () => {
  it('is an issue of its row, which names the longest value; who is stored stays', async () => {
    const database = new MemoryDatabase();
    database.add('user', ownUser('ann', { displayName: 'Ann' }));
    const source = [
      row(2, user('ann', { displayName: 'A'.repeat(300) })),
      row(3, user('bob', { displayName: 'B'.repeat(100) })),
    ];
    const result = await run(database, source, LIMIT);
    expect(actions(result)).toEqual(['error user username:ann', 'create user username:bob']);
    expect(result.issues).toMatchObject([
      { row: 2, code: 'record-too-large', severity: 'error', value: null },
    ]);
    expect(result.issues[0]?.params).toMatchObject({
      ...{ type: 'user', attribute: 'displayName', size: 302, most: 300 },
    });
  });

  it.each([
    ['bytes, not characters', 'ö'.repeat(140)],
    ['what a statement makes of them', '"'.repeat(70)],
  ])('is measured in %s', async (_what, displayName) => {
    const result = await run(new MemoryDatabase(), [row(2, user('ann', { displayName }))], LIMIT);
    expect(result.issues).toMatchObject([{ code: 'record-too-large' }]);
  });
});

import knex, { type Knex } from 'knex';

import { createFilterTest, filterOf } from '../../server/src/storage/runs/search-filter';
import {
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseServer,
} from '../support/databases';

const LETTERS =
  /[\xc0-\u024f\u1e00-\u1eff\p{sc=Greek}\u0400-\u04ff\p{sc=Hiragana}\p{sc=Katakana}]/u;

const COLLATIONS = ['utf8mb4_general_ci', 'utf8mb4_unicode_ci', 'utf8mb4_unicode_520_ci'];

// What a database says whose comparison takes letters for the same: no filter hides what it would find.
describeWithDatabases('the search', (kind) => {
  // PostgreSQL takes no letters for the same.
  if (kind === 'postgresql') return;

  let server: DatabaseServer;
  let connection: Knex;

  beforeAll(async () => {
    server = await startDatabaseServer(kind);
    const { connection: settings } = await server.createDatabase();
    connection = knex({ client: 'mysql2', connection: settings });
  });
  afterAll(async () => {
    await connection?.destroy();
    await server?.stop();
  });

  it.each(COLLATIONS)('finds letters that are the same by %s', async (collation) => {
    const letters = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter(
      (letter) => /[a-z]/.test(letter) || (/\p{Ll}|\p{Lo}/u.test(letter) && LETTERS.test(letter))
    );
    await connection.schema.dropTableIfExists('letters');
    await connection.schema.createTable('letters', (columns) => columns.string('letter', 4));
    await connection.batchInsert(
      'letters',
      letters.map((letter) => ({ letter })),
      400
    );
    const groups: { same: string }[] = await connection('letters')
      .select(connection.raw("group_concat(letter separator '') as same"))
      .groupByRaw(`letter collate ${collation}`);
    expect(groups.length).toBeLessThan((letters.length * 2) / 3);
    const missed = groups.filter(({ same }) => {
      const filters = [...same].map((letter) => filterOf([`this ${letter} some`]));
      const tests = [...same].map((letter) => createFilterTest(`is ${letter} so`));
      return !filters.every((filter) => tests.every((mayHold) => mayHold(filter)));
    });
    expect(missed).toEqual([]);
  });
});

import type { Core } from '@strapi/strapi';

import { englishOf } from '../../../shared/codes/texts';
import {
  assertEncoding,
  encodingProblem,
  encodingReason,
} from '../../../server/src/storage/encoding';

const TABLES = ['directory_users', 'directory_phones', 'directory_phonebook_entries'];

/** Strapi on a server that answers as given. */
const strapiOn = (
  client: 'postgres' | 'mysql' | 'sqlite',
  answer: { encoding?: string; columns?: { name: string; charset: string }[] }
): Core.Strapi => {
  const columns = {
    distinct: () => columns,
    whereRaw: () => columns,
    whereIn: () => columns,
    whereNotNull: () => columns,
    whereNot: () => columns,
    orderBy: async () => answer.columns ?? [],
  };
  const connection = Object.assign(() => columns, {
    raw: async () => ({ rows: answer.encoding ? [{ server_encoding: answer.encoding }] : [] }),
  });
  const metadata = new Map(
    TABLES.map((tableName) => [tableName, { uid: 'plugin::directory-connector.x', tableName }])
  );
  return { db: { dialect: { client }, connection, metadata } } as unknown as Core.Strapi;
};

describe('the encoding of a database', () => {
  it.each([
    ['sqlite', {}],
    ['postgres', { encoding: 'UTF8' }],
    ['mysql', { columns: [] }],
  ] as const)('is right on %s %j', async (client, answer) => {
    const strapi = strapiOn(client, answer as Parameters<typeof strapiOn>[1]);
    expect(await encodingProblem(strapi)).toBeNull();
    await assertEncoding(strapi);
  });

  it.each(['SQL_ASCII', 'LATIN1', 'WIN1252'])('is that of PostgreSQL, %s', async (encoding) => {
    const problem = await encodingProblem(strapiOn('postgres', { encoding }));
    expect(problem).toMatchObject({
      of: 'database',
      tables: [],
      characterSet: encoding,
      expected: 'UTF8',
    });
    const text = problem ? englishOf(encodingReason(problem)) : '';
    expect(text).toContain(`The database is in the character set ${encoding}`);
    expect(text).toContain('pg_dump');
  });

  it('is that of tables on MySQL and MariaDB, each named once', async () => {
    const columns = [
      { name: 'directory_phones', charset: 'latin1' },
      { name: 'directory_users', charset: 'latin1' },
      { name: 'directory_users', charset: 'utf8mb3' },
    ];
    const problem = await encodingProblem(strapiOn('mysql', { columns }));
    expect(problem).toEqual({
      of: 'tables',
      tables: ['directory_phones', 'directory_users'],
      characterSet: 'latin1',
      expected: 'utf8mb4',
      commands: [
        'alter database … character set utf8mb4;',
        'alter table directory_phones convert to character set utf8mb4;',
        'alter table directory_users convert to character set utf8mb4;',
      ],
    });
    expect(problem && englishOf(encodingReason(problem))).toMatch(
      / 2 tables, the first of them directory_p/
    );
  });

  it('keeps runs from starting, with what to do', async () => {
    const columns = [{ name: 'directory_users', charset: 'utf8mb3' }];
    await expect(assertEncoding(strapiOn('mysql', { columns }))).rejects.toMatchObject({
      code: 'database-not-utf8',
      message: expect.stringMatching(
        /The table directory_users is in the character set utf8mb3, .*alter table directory_users/
      ),
    });
  });
});

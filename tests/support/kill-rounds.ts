import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { Random } from './random';
import { clear, createProfile, dump, NOTHING_GENERATED, runFile, runsOf } from './runs';
import { startSecondInstance } from './second-instance';
import { statementsOf } from './statements';
import type { TestApp } from './strapi';

const USER = 'plugin::directory-connector.user';
/** On a busy machine. */
const ROUND_MS = 240_000;

/** What a database gives each record anew, and what says when and by which run it was written. */
const OF_ITS_OWN =
  /^(id|document_id|connector_run|(?:created|updated|published)_(?:at|by_id)|locale|.*_ord(er)?)$/;

/** A person of the first file, or the same one in the second: every third has another name, and some have swapped extensions. */
const person = (number: number, isSecond: boolean): string => {
  const place = number % 10;
  const swapped = place === 2 ? number + 1 : place === 3 ? number - 1 : number;
  const name = isSecond && number % 3 === 1 ? `Person ${number} B.` : `Person ${number}`;
  const mac = number % 3 === 0 ? `00155d${number.toString(16).padStart(6, '0')}` : '';
  return [`u${number}`, name, 10_000 + (isSecond ? swapped : number), mac].join();
};

/** Two files of so many rows, of which the second one lacks the first tenth and has another. */
const filesOf = (count: number): Record<'first' | 'second', string> => {
  const tenth = Math.floor(count / 10);
  const file = (from: number, isSecond: boolean): string => {
    const rows = Array.from({ length: count }, (_, index) => person(from + index, isSecond));
    return ['username,displayname,extension,phonemac', ...rows, ''].join('\n');
  };
  return { first: file(1, false), second: file(1 + tenth, true) };
};

const TABLE_OF: Record<string, string> = {
  user_id: 'directory_users',
  phonebook_entry_id: 'directory_phonebook_entries',
  phone_id: 'directory_phones',
};

/** All records, and whose they are, each a text: without what a database gives anew. */
const recordsOf = async (strapi: Core.Strapi): Promise<string[]> => {
  const tables = await dump(strapi);
  const keys = new Map(
    Object.values(TABLE_OF).flatMap((table) =>
      (tables[table] ?? []).map(({ id, connector_key: key }) => [`${table} ${String(id)}`, key])
    )
  );
  const shown = (column: string, value: unknown): unknown =>
    column in TABLE_OF ? keys.get(`${TABLE_OF[column]} ${String(value)}`) : value;
  return Object.entries(tables)
    .flatMap(([table, rows]) =>
      rows.map((row) => {
        const kept = Object.entries(row).filter(([column]) => !OF_ITS_OWN.test(column));
        return `${table} ${JSON.stringify(kept.map(([name, value]) => [name, shown(name, value)]))}`;
      })
    )
    .sort();
};

/** Some of what one list has and the other one does not, duplicates counted. */
const beyond = (one: string[], other: string[]): string[] => {
  const left = new Map<string, number>();
  for (const text of other) left.set(text, (left.get(text) ?? 0) + 1);
  return one
    .filter((text) => {
      const count = left.get(text) ?? 0;
      left.set(text, count - 1);
      return count <= 0;
    })
    .slice(0, 3);
};

type State = 'nothing' | 'first' | 'second';

interface Kills {
  appOf(): TestApp;
  kills: number;
  /** How many rows the files have. */
  rows: number;
}

/**
 * Kills processes in the middle of runs, at random statements, and lets another one run the same file
 * to its end: each time the database has to be what it is without a kill, record for record. Every
 * third time a person renames somebody in between.
 */
export const testKills = ({ appOf, kills, rows }: Kills): void => {
  it(
    `comes to the end of a run that nobody has disturbed, after each of ${kills} kills`,
    async () => {
      const app = appOf();
      const { strapi, folder } = app;
      await clear(strapi);
      const files = {
        first: path.join(folder, 'first.csv'),
        second: path.join(folder, 'second.csv'),
      };
      const texts = filesOf(rows);
      for (const name of ['first', 'second'] as const) await writeFile(files[name], texts[name]);
      const profile = await createProfile(strapi, NOTHING_GENERATED);
      const empty = async (): Promise<void> => {
        const tables = Object.keys(await dump(strapi)).toReversed();
        for (const table of tables) await strapi.db.connection(table).delete();
      };

      const expected: Partial<Record<State, string[]>> = {};
      const statements = new Map<string, number>();
      const undisturbed = async (from: State, to: 'first' | 'second'): Promise<void> => {
        const sent = await statementsOf(strapi, async () => {
          expect(await runFile(strapi, profile, files[to])).toMatchObject({ status: 'succeeded' });
        });
        statements.set(`${from} ${to}`, sent.length);
        const records = await recordsOf(strapi);
        expected[to] ??= records;
        expect(beyond(records, expected[to])).toEqual([]);
        expect(records).toHaveLength(expected[to].length);
      };
      await undisturbed('nothing', 'first');
      await undisturbed('first', 'second');
      await undisturbed('second', 'first');

      const random = new Random(kills);
      let state: State = 'first';
      let instance = startSecondInstance(folder);
      for (let killed = 0; killed < kills;) {
        if (random.chance(0.3)) {
          await empty();
          state = 'nothing';
        }
        const to: 'first' | 'second' = state === 'first' ? 'second' : 'first';
        const at = 1 + random.below(statements.get(`${state} ${to}`) ?? 1);
        const about = { killed, from: state, to, at };
        const child = await instance;
        const request = {
          profileId: profile,
          kind: 'run',
          trigger: 'cli',
          file: files[to],
        } as const;
        const end = await child.start(request, at).catch(() => 'killed');
        if (end === 'killed') killed += 1;
        else await child.stop();
        if (killed < kills) instance = startSecondInstance(folder);

        if (killed % 3 === 0) {
          const username = `u${Math.floor(rows / 2) + random.below(100)}`;
          const data = { username: `renamed-${username}` };
          await strapi.db.query(USER).update({ where: { username }, data });
        }
        const report = await runFile(strapi, profile, files[to]);
        const [, interrupted] = (await runsOf(strapi).find({ page: 1, pageSize: 2 })).results;
        const records = await recordsOf(strapi);
        const wanted = expected[to] ?? [];
        expect({
          about,
          status: report.status,
          others: interrupted?.status,
          missing: beyond(wanted, records),
          more: beyond(records, wanted),
        }).toEqual({
          about,
          status: 'succeeded',
          others: expect.stringMatching(/^(interrupted|succeeded)$/),
          missing: [],
          more: [],
        });
        state = to;
      }
    },
    ROUND_MS * (kills + 1)
  );
};

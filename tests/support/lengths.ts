import type { Core } from '@strapi/strapi';

import { stored, told } from './outages';
import { createProfile, people, runText } from './runs';

const NOTED = `{"identity":[{"username":"{{{username}}}","displayName":"{{{displayname}}}",
  "post":{"phonebook":[{"displayName":"{{{displayname}}}","notes":"{{{notes}}}"}]}}]}`;

const listed = (rows: string[][]): string =>
  [['username', 'displayname', 'notes'], ...rows].map((row) => row.join(',')).join('\n');

/** Values of all lengths, in statements that the server takes. */
export const testLengths = (strapi: () => Core.Strapi): void => {
  const setWriteMode = (mode: 'bulk' | 'documents'): void => {
    strapi().config.set('plugin::directory-connector.writeMode', mode);
  };
  afterEach(() => setWriteMode('bulk'));

  it.each(['bulk', 'documents'] as const)(
    'takes what a column holds, and finds fault with the row of what it does not (%s)',
    async (mode) => {
      setWriteMode(mode);
      const emoji = (count: number): string => '👩'.repeat(count);
      const rows = listed([
        ['u1', emoji(255), 'ö'.repeat(65_536)],
        ['u2', emoji(256), ''],
        ['u3', 'Person 3', 'ö'.repeat(70_000)],
        ['u4', emoji(3), emoji(65_536)],
      ]);
      const profile = await createProfile(strapi(), { template: NOTED });
      const trial = await runText(strapi(), profile, rows, { kind: 'test' });
      const report = await runText(strapi(), profile, rows);
      expect(told(report)).toEqual(told(trial));
      expect(report.issues).toEqual(trial.issues);
      expect(report.status).toBe('succeeded-with-errors');
      const faults = report.issues.filter(({ code }) => code === 'value-too-long');
      expect(new Set(faults.map(({ row }) => row))).toEqual(new Set([3, 4]));
      const { users } = await stored(strapi());
      expect(users.map(([, , name]) => name)).toEqual([emoji(255), null, 'Person 3', emoji(3)]);
    }
  );

  it('keeps its statements below what the server takes at a time', async () => {
    const errors: string[] = [];
    const note = (error: { code?: string }): number => errors.push(String(error.code));
    strapi().db.connection.on('query-error', note);
    try {
      const rows = Array.from({ length: 60 }, (_, index) => [
        ...[`u${index}`, `Person ${index}`, `${index} `.padEnd(60_000, "it's ö ")],
      ]);
      const profile = await createProfile(strapi(), {
        template: NOTED,
      });
      const report = await runText(strapi(), profile, listed(rows));
      expect(told(report)).toMatchObject({
        status: 'succeeded',
        phonebookEntry: { create: 60 },
        issues: [],
      });
      const changed = listed(rows).replaceAll("it's", "it'd");
      expect(told(await runText(strapi(), profile, changed))).toMatchObject({
        status: 'succeeded',
        phonebookEntry: { update: 60 },
        issues: [],
      });
      expect(errors).toEqual([]);
    } finally {
      strapi().db.connection.off('query-error', note);
    }
  });
};

/** A server that takes a megabyte at a time. */
export const testPackets = (strapi: () => Core.Strapi): void => {
  it('shows the beginning of a value that is longer than the server takes at a time', async () => {
    const profile = await createProfile(strapi(), {
      template:
        '{"phonebook":[{"displayName":"{{{username}}}","externalId":"{{{username}}}","user":"{{{boss}}}"}]}',
    });
    const rows = ['username,boss', `u1,${"it's ö ".repeat(100_000)}`, 'u2,'].join('\n');
    const report = await runText(strapi(), profile, rows);
    expect(told(report)).toMatchObject({
      phonebookEntry: { create: 2 },
      issues: [[2, 'unknown-user']],
    });
    const { value, message } = report.issues[0]!;
    expect(value).toMatch(/^it's ö it's ö .*…$/);
    expect(message.length).toBeLessThan(1000);
  });

  it('finds fault with the row of a record that the server does not take at a time', async () => {
    const roles = ['a', 'b', 'c', 'd', 'e', 'f'];
    const profile = await createProfile(strapi(), {
      template: `{"identity":[{"username":"{{{username}}}","roles":[${roles.map((name) => `"{{{${name}}}}"`).join()}]}]}`,
      variables: roles.map((name) => ({
        name,
        expression: `username = "u2" ? $pad("${name}", 60000, "x") : "${name}"`,
      })),
    });
    const report = await runText(strapi(), profile, people(3));
    expect(report).toMatchObject({
      status: 'succeeded-with-errors',
      user: { create: 2, error: 1 },
    });
    expect(report.issues).toContainEqual(
      expect.objectContaining({ row: 3, code: 'record-too-large', severity: 'error' })
    );
  });
};

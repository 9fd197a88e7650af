import { clear, createProfile, NOTHING_GENERATED, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

/** Nine people with a state, which the first of them has. */
const HEADER = 'username;displayname;extension;state';
const PEOPLE = ['ann', 'bob', 'carl', 'dora', 'emil', 'fay', 'gus', 'hal', 'ida'];

/** A row for each of them; Excel leaves out the last cells of those who are short. */
const list = (states: Record<string, string>, short: readonly string[]): string =>
  [
    HEADER,
    ...PEOPLE.map((name, index) => {
      const row = `${name};${name.toUpperCase()};${201 + index}`;
      return short.includes(name) ? row : `${row};${states[name] ?? ''}`;
    }),
    '',
  ].join('\n');

const ACTIVE = Object.fromEntries(PEOPLE.map((name) => [name, 'active']));
const TEMPLATE = `{"user": [{{#if (eq state "active")}}
  {"username": "{{username}}", "displayName": "{{displayname}}", "extension": "{{extension}}" }
{{/if}}]}`;

describe('rows that end before a cell which decides about a person', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const stored = async (): Promise<string[]> => {
    const users: { username: string }[] = await app.strapi.db
      .connection('directory_users')
      .select('username');
    return users.map(({ username }) => username).sort();
  };

  it.each([
    ['the pre-filter', { preFilter: 'state = "active"' }],
    ['the pre-filter by part', { preFilter: 'displayname != "" and $contains(state, "act")' }],
    ['the pre-filter in PHP', { preFilter: "$row['state'] == 'active'" }],
    ['the template', { template: TEMPLATE }],
  ])('remove nobody, where %s asks for it', async (_, settings) => {
    const limits = { removePercent: 100, removeCount: null, minimumPopulation: 1 };
    const profile = await createProfile(app.strapi, { ...NOTHING_GENERATED, limits, ...settings });
    const first = await runText(app.strapi, profile, list(ACTIVE, []));
    expect(first).toMatchObject({ status: 'succeeded', user: { create: 9 } });

    // Emil's cell is there and empty: he is left out. What the short rows say is not known.
    const short = ['fay', 'gus', 'hal'];
    const states = { ann: 'active', bob: 'active' };
    const csv = list(states, short);
    const report = await runText(app.strapi, profile, csv);
    expect(report).toMatchObject({ status: 'succeeded', user: { remove: 4, error: 0 } });
    expect(await stored()).toEqual(['ann', 'bob', ...short]);
    const found = report.issues.map(({ code }) => code);
    expect(found.filter((code) => code === 'row-undecided')).toHaveLength(1);
    expect(await runText(app.strapi, profile, csv)).toMatchObject({ user: { remove: 0 } });
  });
});

import { createSuperAdmin, type AdminClient } from '../support/admin';
import { clear } from '../support/runs';
import { Random } from '../support/random';
import { rounds } from '../support/rounds';
import { type Said, sharing, testSharing, together } from '../support/sharing';
import { createTestApp, type TestApp } from '../support/strapi';
import { undoing } from '../support/undo';

const STEPS = 8;

const withoutNumbers = (people: Said): Said =>
  Object.fromEntries(
    Object.entries(people).map(([name, { extension: _, ...values }]) => [name, values])
  );

describe.each(['bulk', 'documents'] as const)('written by %s', (mode) => {
  let app: TestApp;
  let admin: AdminClient;
  beforeAll(async () => {
    app = await createTestApp({ plugin: { writeMode: mode } });
    admin = await createSuperAdmin(app);
  });
  afterAll(() => app.close());

  const adminOf = () => admin;
  testSharing(
    () => app,
    adminOf,
    mode === 'bulk' ? { kills: 1, people: 300 } : { kills: 1, people: 30 }
  );

  describe('in any order', () => {
    afterEach(() => clear(app.strapi));
    const NAMES = ['ann', 'bob', 'cid', 'dan'];
    const seeds = Array.from({ length: rounds(1, 40) }, (_, index) => index + 1);

    it.each(seeds)('are what a simple model says (seed %i)', async (seed) => {
      const by = sharing(app);
      const random = new Random(seed);
      const profiles = [await by.profile(), await by.profile(), await by.profile()];
      const says: Said[] = profiles.map(() => ({}));
      const valuesOf = (source: number, name: string): Said[string] => ({
        ...(random.chance(0.7) && { displayname: `${name} ${source}${random.below(2)}` }),
        ...(random.chance(0.5) && { email: `${name}${source}@example.com` }),
        ...(random.chance(0.5) && { groupname: `g${random.below(3)}` }),
        ...(random.chance(0.4) && { extension: `${source + 1}0${NAMES.indexOf(name)}` }),
      });
      const runAll = async () => {
        const reports = [];
        for (const [index, profile] of profiles.entries()) {
          const said = says[index]!;
          if (Object.keys(said).length > 0) reports.push(await by.run(profile, said));
        }
        return reports;
      };
      for (let step = 1; step <= STEPS; step += 1) {
        const source = random.below(profiles.length);
        const present = NAMES.filter(() => random.chance(0.6));
        const some = present.length > 0 ? present : ['ann'];
        const [before, said] = [await by.people(), says[source]!];
        says[source] = Object.fromEntries(some.map((name) => [name, valuesOf(source, name)]));
        const report = await by.run(profiles[source]!, says[source]);
        expect({ step, issues: report.issues }).toEqual({ step, issues: [] });
        if (random.chance(0.4)) {
          expect((await undoing(app, admin).undo(report)).status).toBe('succeeded');
          expect({ step, people: await by.people() }).toEqual({ step, people: before });
          says[source] = said;
        }
        const wanted = together(says);
        expect({ step, people: withoutNumbers(await by.people()) }).toEqual({
          step,
          people: withoutNumbers(wanted),
        });
        // A number comes from a source when that is read, since others may have got it meanwhile.
        await runAll();
        expect({ step, people: await by.people() }).toEqual({ step, people: wanted });
        expect((await by.entries()).filter((count) => count > 1)).toEqual([]);
      }
      for (const { user, phonebookEntry } of await runAll()) {
        for (const { create, update, remove } of [user, phonebookEntry]) {
          expect([create, update, remove]).toEqual([0, 0, 0]);
        }
      }
    });
  });
});

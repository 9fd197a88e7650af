import { createSuperAdmin, type AdminClient } from '../support/admin';
import { Random } from '../support/random';
import { rounds } from '../support/rounds';
import { clear, createProfile, NOTHING_GENERATED, reportOf, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { rowsOf } from '../support/tables';
import { until } from '../support/until';

const BASE = '/directory-connector';
const USERS = '/content-manager/collection-types/plugin::directory-connector.user';
const NAMES = ['ann', 'bob', 'cid', 'dan', 'eva'];
const STEPS = 14;

interface Values {
  username: string;
  extension: string;
  email: string;
  enabled: boolean;
}

/** A record: what is in it, and by whom it was written last. */
interface Person extends Values {
  id: number;
  stamp: string;
}

/** What a run or an undo has done to a record. */
interface Effect {
  before: Person | null;
  after: Person | null;
}

type Effects = Map<number, Effect>;

const UNIQUE = ['username', 'extension'] as const;
const valuesOf = ({ username, extension, email, enabled }: Values): Values => ({
  username,
  extension,
  email,
  enabled,
});
const isSame = (one: Values, other: Values): boolean =>
  JSON.stringify(valuesOf(one)) === JSON.stringify(valuesOf(other));

/** What should be there, by the simplest account of it: whole copies of all that was. */
class Model {
  readonly people = new Map<number, Person>();
  private made = 0;

  constructor(private readonly disables: boolean) {}

  private write(effects: Effects, id: number, after: Person | null): void {
    effects.set(id, { before: this.people.get(id) ?? null, after });
    if (after) this.people.set(id, after);
    else this.people.delete(id);
  }

  byName(name: string): Person | undefined {
    return [...this.people.values()].find(({ username }) => username === name);
  }

  run(rows: Values[], stamp: string): Effects {
    const effects: Effects = new Map();
    for (const person of [...this.people.values()]) {
      const row = rows.find(({ username }) => username === person.username);
      const left = this.disables ? { ...person, enabled: false } : null;
      const after = row ? { ...person, ...row } : left;
      if (after && isSame(after, person)) continue;
      this.write(effects, person.id, after && { ...after, stamp });
    }
    for (const row of rows.filter(({ username }) => !this.byName(username))) {
      this.made += 1;
      this.write(effects, this.made, { ...row, id: this.made, stamp });
    }
    return effects;
  }

  edit(name: string, email: string, stamp: string): void {
    const person = this.byName(name);
    if (person) this.people.set(person.id, { ...person, email, stamp });
  }

  /** Returns what it has done, and how many records it has left. */
  undo(undone: Effects): { effects: Effects; left: number } {
    const wanted = new Map<number, Person | null>();
    let left = 0;
    for (const [id, { before, after }] of undone) {
      const now = this.people.get(id);
      const isThere = now !== undefined;
      if (before === null ? !isThere : isThere && isSame(now, before) && now.stamp === before.stamp)
        continue;
      const isAsLeft = after === null ? !isThere : now?.stamp === after.stamp;
      if (isAsLeft) wanted.set(id, before);
      else left += 1;
    }
    const isTaken = (person: Person): boolean =>
      [...this.people.values()].some((other) => {
        const next = wanted.has(other.id) ? wanted.get(other.id) : other;
        return (
          other.id !== person.id &&
          UNIQUE.some(
            (name) => other[name] === person[name] && next !== null && next?.[name] === person[name]
          )
        );
      });
    for (let found = true; found;) {
      found = false;
      for (const [id, person] of wanted) {
        if (person === null || !isTaken(person)) continue;
        wanted.delete(id);
        left += 1;
        found = true;
      }
    }
    const effects: Effects = new Map();
    for (const [id, person] of wanted) this.write(effects, id, person);
    return { effects, left };
  }

  get all(): Values[] {
    return sorted([...this.people.values()].map(valuesOf));
  }
}

const sorted = (values: Values[]): Values[] =>
  values.toSorted((one, other) => one.username.localeCompare(other.username));

describe.each(['bulk', 'documents'] as const)(
  'runs, edits, undoing and returns in any order, written by %s',
  (mode) => {
    let app: TestApp;
    let admin: AdminClient;

    beforeAll(async () => {
      app = await createTestApp({ plugin: { writeMode: mode } });
      admin = await createSuperAdmin(app);
    });
    afterEach(() => clear(app.strapi));
    afterAll(() => app.close());

    const stored = async (): Promise<Values[]> => {
      const users = await rowsOf(app.strapi, 'directory_users');
      return sorted(
        users.map(({ username, extension, email, enabled }) => ({
          username: String(username),
          extension: String(extension),
          email: String(email),
          enabled: enabled === null || enabled === 1,
        }))
      );
    };

    const edit = async (name: string, email: string): Promise<void> => {
      const users = await rowsOf(app.strapi, 'directory_users');
      const user = users.find(({ username }) => username === name);
      await admin
        .put(`${USERS}/${String(user?.document_id)}`)
        .send({ email })
        .expect(200);
    };

    const undo = async (id: string) => {
      const { body } = await admin.post(`${BASE}/runs/${id}/undo`).expect(202);
      const undone = body.data.id as string;
      const statusOf = async () =>
        (await admin.get(`${BASE}/runs/${undone}`).expect(200)).body.data.status;
      await until(async () => (await statusOf()) !== 'running');
      return reportOf(app.strapi, undone);
    };

    const seeds = Array.from({ length: rounds(2, 40) }, (_, index) => index + 1);

    it.each(seeds)('leave what a simple model says (seed %i)', async (seed) => {
      const random = new Random(seed);
      const disables = random.chance(0.4);
      const profile = await createProfile(app.strapi, {
        ...NOTHING_GENERATED,
        mode: 'create-update-remove',
        missing: { do: disables ? 'disable' : 'remove' },
        limits: { removePercent: null, removeCount: null, updatePercent: null },
      });
      const model = new Model(disables);
      const done: { id: string; effects: Effects }[] = [];
      const rowsNow = (): Values[] => {
        const present = NAMES.filter(() => random.chance(0.7));
        // Who is only disabled keeps their number, so that nobody else may have it then.
        const numbers = disables
          ? NAMES.map((_, index) => String(201 + index))
          : ['201', '202', '203', '204', '205', '206']
              .map((number) => ({ number, at: random.next() }))
              .toSorted((one, other) => one.at - other.at)
              .map(({ number }) => number);
        return (present.length > 0 ? present : ['ann']).map((username) => ({
          username,
          extension: numbers[NAMES.indexOf(username)] ?? '',
          email: `${username}${random.below(2)}@example.com`,
          enabled: true,
        }));
      };

      for (let step = 1; step <= STEPS; step += 1) {
        const what = random.next();
        const [someone] = model.all;
        if (done.length === 0 || what < 0.45) {
          const rows = rowsNow();
          const lines = rows.map(
            ({ username, extension, email }) => `${username},${username},${email},${extension}`
          );
          const text = ['username,displayname,email,extension', ...lines, ''].join('\n');
          const report = await runText(app.strapi, profile, text);
          expect(report.issues).toEqual([]);
          done.push({ id: report.id, effects: model.run(rows, report.id) });
        } else if (what < 0.65 && someone) {
          const { username } = random.pick(model.all);
          const email = `hand${step}@example.com`;
          await edit(username, email);
          model.edit(username, email, `edit ${step}`);
        } else {
          const { id, effects } = random.chance(0.6) ? done.at(-1)! : random.pick(done);
          const report = await undo(id);
          const undone = model.undo(effects);
          expect({ step, left: report.user.error }).toEqual({ step, left: undone.left });
          done.push({ id: report.id, effects: undone.effects });
        }
        expect({ step, people: await stored() }).toEqual({ step, people: model.all });
      }
    });
  }
);

import type { ConnectorDraftView } from '../../shared/contracts/pascom';
import published from '../fixtures/pascom/structures.json';
import { type AdminClient, createSuperAdmin } from '../support/admin';
import { clear, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';

/** The file and connector that pascom's page on users from CSV shows. */
const CSV = [
  '"displayname","username","password","pin","phone","givenname","surname","email","mobile","homephone","job"',
  '"Max Muster","mmuster","12ab34cd56","1234","345","Max","Muster","","","","Sales Director"',
].join('\n');
const PAGE = published.find(({ pages }) => pages.includes('user/csv-import.en.md'));
const CONNECTOR = {
  preFilter: "return array_key_exists('displayName', $row);",
  variables: '|Variable|Source|\n|----|----|\n|job|return $row["job"];|',
  structure: (PAGE?.structure ?? []).join('\n'),
};

describe("a connector of pascom's that is pasted", () => {
  let app: TestApp;
  let admin: AdminClient;

  const read = async (connector: object): Promise<ConnectorDraftView> => {
    const { body } = await admin.post(`${BASE}/mapping/pascom`).send(connector).expect(200);
    return body.data;
  };

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it('becomes a profile that imports what the page says, and nothing twice', async () => {
    const { kind, profile, notes } = await read(CONNECTOR);
    expect(kind).toBe('users-csv');
    expect(notes.map(({ severity }) => severity)).not.toContain('error');
    expect(notes).toContainEqual(
      expect.objectContaining({
        code: 'variable-case',
        path: ['template'],
        line: 12,
        message: expect.stringContaining('"displayName"; "displayname"'),
      })
    );

    const { body } = await admin
      .post(`${BASE}/profiles`)
      .send({ ...profile, name: 'Users from CSV' })
      .expect(201);
    const first = await runText(app.strapi, body.data.id, CSV);
    expect(first).toMatchObject({
      status: 'succeeded',
      user: { create: 1 },
      phonebookEntry: { create: 1 },
    });
    const user = await app.strapi.db
      .query('plugin::directory-connector.user')
      .findOne({ where: { username: 'mmuster' }, populate: ['phonebookEntries'] });
    expect(user).toMatchObject({
      displayName: 'Max Muster',
      extension: '345',
      phonebookEntries: [{ displayName: 'Max Muster', notes: 'Sales Director' }],
    });
    const again = await runText(app.strapi, body.data.id, CSV);
    expect(again).toMatchObject({ user: { unchanged: 1 }, phonebookEntry: { unchanged: 1 } });
  });

  it('says what keeps it from being saved, and a save says the same', async () => {
    const { profile, notes } = await read({
      ...CONNECTOR,
      structure: '{ "identity": [{{{name}} ]',
    });
    const [first] = notes;
    expect(first).toMatchObject({ severity: 'error', path: ['template'], line: 1 });
    const { body } = await admin
      .post(`${BASE}/profiles`)
      .send({ ...profile, name: 'Broken' })
      .expect(400);
    expect(body.error.details.errors).toContainEqual(
      expect.objectContaining({ code: first?.code, path: ['template'] })
    );
  });

  it('is of a kind that there is', async () => {
    const { body } = await admin
      .post(`${BASE}/mapping/pascom`)
      .send({ ...CONNECTOR, kind: 'users-fax' })
      .expect(400);
    expect(body.error.details.errors[0].path).toEqual(['kind']);
  });
});

import { createProfile, profilesOf } from '../support/runs';
import { mayTell } from '../support/secrets/told';
import { createTestApp, type TestApp } from '../support/strapi';
import { alike, type Cells } from '../support/tables';

const TABLE = 'directory_connector_profiles';
const SECRET = 'S3cret-of-an-older-version';

const sourceOf = ({ source }: Cells): object => JSON.parse(String(source));

/** What a profile of version 0.1.0 lacks, and what it keeps where everybody can read it. */
describe('profiles of an older version, at start', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({});
  });
  afterEach(async () => {
    for (const { id } of await profilesOf(app.strapi).list())
      await profilesOf(app.strapi).remove(id);
  });
  afterAll(() => app.close());

  const rows = () => app.strapi.db.connection(TABLE);
  const rowOf = async (documentId: string): Promise<Cells> =>
    alike(await rows().where({ document_id: documentId }).first());
  const write = (documentId: string, cells: object) =>
    rows().where({ document_id: documentId }).update(cells);

  const older = async (url: string, settings: object = {}): Promise<string> => {
    const [before = ''] = url.split('?');
    const source = { type: 'csv', delivery: 'url', url: before, ...settings };
    const id = await createProfile(app.strapi, { source });
    const stored = sourceOf(await rowOf(id));
    await write(id, { name_digest: null, source: JSON.stringify({ ...stored, url }) });
    return id;
  };

  const QUERIES = [
    `https://hr.example.test/users.csv?token=${SECRET}`,
    `https://hr.example.test/users.csv?a=1&token=${SECRET}&b=2`,
    `https://hr.example.test/users.csv?${SECRET}`,
  ];

  it('keep the query of an address as a secret beside those that they had, and are found by their names again', async () => {
    const auth = { type: 'basic', username: 'joe', password: 'S3cret-old' };
    const profiles: { id: string; name: string; source: object }[] = [];
    for (const [place, url] of QUERIES.entries()) {
      const others = place === 0 ? { auth } : {};
      const id = await older(url, others);
      const { name } = await profilesOf(app.strapi).find(id);
      expect(await profilesOf(app.strapi).findByName(name)).toBeNull();
      profiles.push({ id, name, source: { url, ...others } });
    }
    await app.restart();
    for (const { id, name, source } of profiles) {
      const row = await rowOf(id);
      expect(JSON.stringify(row)).not.toContain(SECRET);
      expect(row.source_secrets).toMatch(/^enc:/);
      const { file } = await profilesOf(app.strapi).load(id);
      expect(file.source).toMatchObject(source);
      expect((await profilesOf(app.strapi).findByName(name))?.id).toBe(id);
    }
  });

  it('are as they were where there is nothing to do, and the second time', async () => {
    const id = await older(`https://hr.example.test/users.csv?token=${SECRET}`);
    const other = await createProfile(app.strapi, {});
    const untouched = await rowOf(other);
    const { updated_at: updatedAt } = await rowOf(id);
    await app.restart();
    const renewed = await rowOf(id);
    expect(renewed.updated_at).toBe(updatedAt);
    await app.restart();
    expect([await rowOf(id), await rowOf(other)]).toEqual([renewed, untouched]);
  });

  it('keep what cannot be read, and Strapi starts', async () => {
    // What no key opens is kept as it was, in clear.
    mayTell(
      /^the (?:table directory_connector_profiles|file \.tmp\/data\.db)$/,
      /^of-an-older-version$/
    );
    const url = `https://hr.example.test/users.csv?token=${SECRET}`;
    const foreign = await older(url);
    await write(foreign, { source_secrets: 'enc:1:of-another-key' });
    const broken = await older(url);
    await write(broken, { source: '{"type":"fax"}' });
    await app.restart();
    expect(await rowOf(foreign)).toMatchObject({ source_secrets: 'enc:1:of-another-key' });
    expect(sourceOf(await rowOf(foreign))).toMatchObject({ url });
    expect(sourceOf(await rowOf(broken))).toEqual({ type: 'fax' });
    // Not even then is the query shown.
    expect(JSON.stringify(await profilesOf(app.strapi).list())).not.toContain(SECRET);
  });
});

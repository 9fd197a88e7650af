import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { englishOf } from '../../../shared/codes/texts';
import { openRegistered, type SourceModule } from '../../../server/src/sources/registered/read';
import type { ReadSource, SourceEntry } from '../../../server/src/sources/registered/types';
import type { OpenSource, SourceContext, SourceRow } from '../../../server/src/sources/types';
import { contextOf, errorOf, newFolder, removeFolders } from './support';
import { serve, stopServers } from './server';

afterEach(stopServers);
afterAll(removeFolders);

const SECRET = 's3cret/of+hr';

const moduleOf = (changes: Partial<SourceModule> = {}): SourceModule => ({
  path: '/plugins/hr/read.js',
  label: 'HR',
  settings: {},
  secrets: [SECRET],
  origins: [],
  reads: [],
  addons: false,
  ...changes,
});

const open = (read: ReadSource, changes: Partial<SourceContext> = {}, of = moduleOf()) => {
  const context = contextOf({ folder: newFolder(), ...changes });
  const network = { ...context.network, allowedHosts: ['127.0.0.1'], ...changes.network };
  return openRegistered(read, of, { ...context, network });
};

const giving = (...values: unknown[]): ReadSource =>
  async function* () {
    for (const value of values) yield { values: value } as SourceEntry;
  };

const contentOf = (opened: OpenSource) => {
  if (opened.notModified) throw new Error('expected rows');
  return opened;
};

const rowsOf = async (opened: OpenSource): Promise<SourceRow[]> => {
  const rows: SourceRow[] = [];
  for await (const row of contentOf(opened).rows) rows.push(row);
  return rows;
};

describe('the rows of a registered source', () => {
  it('are text, or what can be written as text, and numbered in their order', async () => {
    const list = ['a', 1, true];
    const opened = await open(
      giving(
        { id: 7, big: 12345678901234567890n, on: false, none: null, list, empty: [] },
        { x: '' }
      )
    );
    expect(contentOf(opened).columns).toEqual(['id', 'big', 'on', 'none', 'list', 'empty', 'x']);
    expect(await rowsOf(opened)).toEqual([
      {
        number: 1,
        values: {
          id: '7',
          big: '12345678901234567890',
          on: 'false',
          none: '',
          list: ['a', '1', 'true'],
          empty: [],
        },
        issues: [],
      },
      { number: 2, values: { x: '' }, issues: [] },
    ]);
  });

  it.each([
    ['an object', { person: { name: 'Ada' } }],
    ['a list of objects', { all: [{}] }],
    ['no number', { count: Number.NaN }],
    ['a column of every object', JSON.parse('{"__proto__":"x"}')],
    ['a column twice', { 'a b': '1', 'a  b ': '2' }],
    ['no values', undefined],
    ['text', 'Ada'],
  ])('end the reading where they cannot be some: %s', async (_, values) => {
    const error = await errorOf(open(giving({ a: 'x' }, values)));
    expect(error.code).toBe('source-row-invalid');
    expect(error.message).toMatch(/^Row 2 of the source "HR"/);
    expect(error.message).not.toContain('Ada');
  });

  it('may fail one by one, and then say why', async () => {
    const opened = await open(async function* () {
      yield { values: { id: '1' }, problem: `no permission for ${SECRET}` };
      yield { values: { id: '2' } };
    });
    const [failed, other] = await rowsOf(opened);
    expect(failed?.issues).toMatchObject([
      { row: 1, code: 'source-row-failed', severity: 'error' },
    ]);
    expect(englishOf(failed!.issues[0]!)).toContain('no permission for •••');
    expect(other).toEqual({ number: 2, values: { id: '2' }, issues: [] });
  });

  it.each([
    ['text', 'gone', 'cannot give this row: gone'],
    ['an error', new Error('gone'), 'cannot give this row: gone'],
    ['a number', 404, 'cannot give this row: 404'],
    ['an object', { code: 1 }, 'cannot give this row, and does not say why'],
    ['nothing but blanks', ' ', 'cannot give this row, and does not say why'],
    ['null', null, null],
  ])('may fail with %s as the reason', async (_, reason, message) => {
    const opened = await open(async function* () {
      yield { values: { id: '1' }, problem: reason as string };
    });
    const [row] = await rowsOf(opened);
    expect(row?.issues.map(englishOf)).toEqual(
      message === null ? [] : [expect.stringContaining(message)]
    );
  });

  it('may lack columns that are named all the same', async () => {
    const opened = await open(async function* (_settings, { columns }) {
      columns(['id', 'job', ' job ']);
      yield { values: { mail: 'x', id: '1' } };
    });
    expect(contentOf(opened).columns).toEqual(['mail', 'id', 'job']);
  });

  it('are as many as are wanted, and the module is told that it is over', async () => {
    let ended = false;
    const opened = await open(
      async function* () {
        try {
          for (;;) yield { values: { id: '1' } };
        } finally {
          ended = true;
        }
      },
      { most: 250 }
    );
    expect(await rowsOf(opened)).toHaveLength(250);
    expect(ended).toBe(true);
  });

  it('must be some', async () => {
    const error = await errorOf(open(giving()));
    expect(error.code).toBe('no-rows');
  });

  it('are no more than the limit lets through', async () => {
    const network = { ...contextOf({}).network, maxBytes: 100_000 };
    const endless: ReadSource = async function* () {
      for (;;) yield { values: { text: 'x'.repeat(1000) } };
    };
    const error = await errorOf(open(endless, { network }));
    expect(error.code).toBe('file-too-large');
    expect(error.message).toContain('100000 bytes');
  });
});

describe('what a module says', () => {
  it('is in the report without any secret', async () => {
    const opened = await open(async function* (_settings, { note }) {
      note('');
      note(undefined as never);
      note(`asked with ${SECRET} and ${encodeURIComponent(SECRET)}`);
      yield { values: { id: '1' } };
    });
    expect(contentOf(opened).issues).toMatchObject([{ code: 'source-note', severity: 'info' }]);
    expect(englishOf(contentOf(opened).issues![0]!)).toContain('asked with ••• and •••');
  });

  it('is why the source was not read, and so are errors that nobody foresaw', async () => {
    const failing = await errorOf(
      open(async function* (_settings, { failure }) {
        yield { values: { id: '1' } };
        throw failure(`half of them are missing (${SECRET})`);
      })
    );
    expect(failing.code).toBe('source-failed');
    expect(failing.message).toContain('half of them are missing (•••)');
    for (const reason of [undefined, {}, '', null]) {
      const silent: ReadSource = async function* (_settings, { failure }) {
        yield { values: { id: '1' } };
        throw failure(reason as string);
      };
      const { code, message } = await errorOf(open(silent));
      expect(code).toBe('source-failed');
      expect(message).toContain('"HR" could not be read, and does not say why');
    }
    const broken: ReadSource = async function* () {
      yield { values: { id: '1' } };
      throw new TypeError('of Ada');
    };
    const unexpected = await errorOf(open(broken));
    expect(unexpected.code).toBe('source-failed');
    expect(unexpected.message).toContain('"HR"');
    expect(unexpected.message).toContain('TypeError');
    expect(unexpected.message).not.toContain('Ada');
    expect(unexpected.cause).toBeInstanceOf(TypeError);
  });

  it.each<[object, object, string]>([
    [
      { code: 'ERR_ACCESS_DENIED', permission: 'FileSystemRead', resource: '/srv/hr' },
      { what: 'read', resource: '/srv/hr' },
      'may not read /srv/hr',
    ],
    [
      { code: 'ERR_ACCESS_DENIED', permission: 'FileSystemWrite', resource: '/srv/hr' },
      { what: 'write', resource: '/srv/hr' },
      'may not write to /srv/hr',
    ],
    [
      { code: 'ERR_ACCESS_DENIED', permission: 'ChildProcess', resource: 'ldapsearch' },
      { what: 'process' },
      'may not start other processes',
    ],
    [{ code: 'ERR_ACCESS_DENIED' }, { what: 'refused' }, 'may not do what it tried'],
    [{ code: 'ERR_DLOPEN_DISABLED' }, { what: 'addon' }, 'may not load native add-ons'],
  ])('names what Node has refused: %j', async (given, params, said) => {
    const tried: ReadSource = async function* () {
      yield { values: { id: '1' } };
      throw Object.assign(new Error('Use --allow-fs-read'), given);
    };
    const passedOn: ReadSource = async function* (_settings, { failure }) {
      yield { values: { id: '1' } };
      throw failure(Object.assign(new Error('Use --allow-fs-read'), given) as never);
    };
    for (const read of [tried, passedOn]) {
      const error = await errorOf(open(read));
      expect(error).toMatchObject({ code: 'access-denied', params: { source: 'HR', ...params } });
      expect(error.message).toContain(said);
      expect(error.message).not.toContain('--allow-fs-read');
    }
  });
});

describe('what a module downloads', () => {
  const reading = (address: string, options: object = {}): ReadSource =>
    async function* (_settings, { download }) {
      const answer = await download(address, options);
      yield { values: { text: await answer.text(), type: answer.header('Content-Type') } };
    };

  it('is text or JSON, with the headers of the answer', async () => {
    const url = await serve((request, response) =>
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(`\uFEFF{"key":"${request.headers['x-key']}"}`)
    );
    const opened = await open(reading(url, { headers: { 'X-Key': 'k' } }));
    expect(await rowsOf(opened)).toMatchObject([
      { values: { text: '{"key":"k"}', type: 'application/json' } },
    ]);
    const json = await open(async function* (_settings, { download }) {
      yield { values: (await (await download(url)).json()) as Record<string, string> };
    });
    expect(await rowsOf(json)).toMatchObject([{ values: { key: 'undefined' } }]);
  });

  it('is told of without secrets, also where one is in its path', async () => {
    const url = await serve((_, response) => response.writeHead(403).end());
    const error = await errorOf(open(reading(`${url}/${encodeURIComponent(SECRET)}/people`)));
    expect(error.code).toBe('http-status');
    expect(JSON.stringify([error.message, error.params])).toContain('/•••/people');
    expect(JSON.stringify([error.message, error.params])).not.toContain('s3cret');
  });

  it('is quoted by no error', async () => {
    const url = await serve((_, response) => response.end('Ada Lovelace, 1815'));
    const error = await errorOf(
      open(async function* (_settings, { download }) {
        yield { values: (await (await download(`${url}/?k=${SECRET}`)).json()) as object as never };
      })
    );
    expect(error.code).toBe('not-json');
    expect(error.message).toContain(url);
    expect(error.message).not.toMatch(/Ada|k=/);
  });

  it.each(['hr', 'ftp://hr.example.test/', 'https://joe:pass@hr.example.test/', undefined])(
    'has an address, and what is wrong with it is said of its source: %s',
    async (address) => {
      const error = await errorOf(open(reading(address as string)));
      expect(error.code).toBe('invalid-address');
      expect(error.message).toContain('"HR"');
      expect(error.message).not.toMatch(/CSV|pass@/);
    }
  );

  it('comes from hosts that may be reached only', async () => {
    const network = { ...contextOf({}).network, allowedHosts: [] };
    const error = await errorOf(open(reading('http://127.0.0.1:9/'), { network }));
    expect(error.code).toBe('address-blocked');
  });

  it('is asked for with headers only where a person has entered the address', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers['x-key']);
      response.end('x');
    });
    const of = moduleOf({ origins: ['https://hr.example.test'] });
    const error = await errorOf(open(reading(url, { headers: { 'X-Key': SECRET } }), {}, of));
    expect(error.code).toBe('address-not-entered');
    expect(seen).toEqual([]);
    await open(reading(url), {}, of);
    await open(reading(url, { headers: { 'X-Key': 'k' } }), {}, moduleOf({ origins: [url] }));
    expect(seen).toEqual([undefined, 'k']);
  });

  it('counts as a whole', async () => {
    const network = { ...contextOf({}).network, allowedHosts: ['127.0.0.1'], maxBytes: 1000 };
    const url = await serve((_, response) => response.end('x'.repeat(600)));
    const error = await errorOf(
      open(
        async function* (_settings, { download }) {
          await download(url);
          await download(url);
          yield { values: { id: '1' } };
        },
        { network }
      )
    );
    expect(error.code).toBe('file-too-large');
  });

  it('is nothing where the server says that nothing has changed, whatever the module makes of it', async () => {
    const url = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { ETag: '"1"' }).end('x');
    });
    const first = contentOf(await open(reading(url, { ifChanged: true })));
    expect(first.validators).toEqual({ etag: '"1"', lastModified: null });
    const { validators } = first;
    expect(await open(reading(url, { ifChanged: true }), { validators })).toEqual({
      notModified: true,
    });
    const swallowing: ReadSource = async function* (_settings, { download }) {
      await download(url, { ifChanged: true }).catch(() => undefined);
      yield { values: { id: '1' } };
    };
    expect(await open(swallowing, { validators })).toEqual({ notModified: true });
    // Asked without saying so, an address tells nothing about the source as a whole.
    expect(contentOf(await open(reading(url), { validators })).validators).toBeNull();
  });

  it('may tell of one address only that nothing has changed, whatever the module makes of it', async () => {
    const url = await serve((_, response) => response.writeHead(200, { ETag: '"1"' }).end('x'));
    const twice: ReadSource = async function* (_settings, { download }) {
      await download(`${url}/1`, { ifChanged: true });
      await download(`${url}/2`, { ifChanged: true }).catch(() => undefined);
      yield { values: { id: '1' } };
    };
    const error = await errorOf(open(twice));
    expect(error.code).toBe('if-changed-twice');
    expect(error.message).toContain('"HR"');
  });

  it('is in files of the folder, which has room for the module', async () => {
    const url = await serve((_, response) => response.end('x'));
    const folder = newFolder();
    await open(
      async function* (_settings, tools) {
        const one = await tools.download(url);
        const other = await tools.download(url);
        expect(one.file).not.toBe(other.file);
        expect(existsSync(one.file) && existsSync(other.file)).toBe(true);
        expect(tools.folder).toBe(join(folder, 'module'));
        expect(existsSync(tools.folder)).toBe(true);
        yield { values: { id: '1' } };
      },
      { folder }
    );
  });
});

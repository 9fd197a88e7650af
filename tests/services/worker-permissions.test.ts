import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { MappedRow } from '../../server/src/mapping/types';
import { runTask, type WorkerOptions } from '../../server/src/worker/host';
import { startSpareWorker } from '../../server/src/worker/process';
import type { SourceTask } from '../../server/src/worker/protocol';
import { createSpareWorker } from '../../server/src/worker/spare';
import { profileSchema } from '../../shared/profile';
import { startLdapServer } from '../support/ldap-server';
import { isLong } from '../support/rounds';
import { serve, stopServers } from '../unit/sources/server';

const ROOT = path.resolve(__dirname, '..', '..');
const ENTRY = path.join(ROOT, 'dist', 'worker', 'index.js');
/** A native add-on that any version of Node can load. */
const ADDON = path.join(ROOT, 'node_modules', '@node-rs', 'argon2');
/** The one that people run, where this one has no permissions that are stable. */
const OTHER_NODE = '24';

const LIMITS = { rowSeconds: 30, taskSeconds: 120, memoryMb: 128 };
const NETWORK = {
  allowedHosts: ['127.0.0.1'],
  connectTimeoutSeconds: 10,
  timeoutSeconds: 30,
  maxBytes: 1_000_000,
  retries: 0,
};

const DEFINITION = {
  preFilter: 'name != "Cy"',
  variables: [{ name: 'loud', expression: '$uppercase(name)' }],
  template: '{"identity":[{"username":"{{{login}}}","displayName":"{{{loud}}}"}]}',
  match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
  reveal: [],
};

const PEOPLE = 'login,name\nada,Ada\nbob,Bob\ncy,Cy\n';
const NAMES = ['ADA', 'BOB'];

const hasPermissions = process.allowedNodeEnvironmentFlags.has('--permission');

/** Tries what a worker may not do, and tells the code of each error. */
const ATTEMPTS = `
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { execFileSync, fork, spawn } = require('node:child_process');
const { Worker } = require('node:worker_threads');

const tried = (work) => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error.code;
  }
};

const reach = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve('done'));
    socket.once('error', ({ code }) => resolve(code));
  });

process.on('message', async ({ input, folder }) => {
  const { secret, others, addon, port } = input.definition;
  const link = path.join(folder, 'link');
  const result = {
    'reads its code': tried(() => require('./beside.js')),
    'writes to its folder': tried(() => fs.writeFileSync(path.join(folder, 'a'), 'a')),
    'reads from its folder': tried(() => fs.readFileSync(path.join(folder, 'a'))),
    'makes a temporary folder': tried(() => fs.mkdtempSync(path.join(require('node:os').tmpdir(), 'x'))),
    'asks the network': await reach(port),
    'reads settings': tried(() => fs.readFileSync(secret)),
    'lists settings': tried(() => fs.readdirSync(path.dirname(secret))),
    'reads the folder of another worker': tried(() => fs.readFileSync(path.join(others, 'upload.csv'))),
    'reads what the system has': tried(() => fs.readFileSync('/etc/passwd')),
    'makes a link to it': tried(() => { fs.symlinkSync(secret, link); fs.readFileSync(link); }),
    'writes to another folder': tried(() => fs.writeFileSync(path.join(others, 'made'), 'x')),
    'writes to its code': tried(() => fs.writeFileSync(__filename, '')),
    'removes settings': tried(() => fs.rmSync(secret)),
    'moves settings': tried(() => fs.renameSync(secret, path.join(folder, 'moved'))),
    'starts a program': tried(() => execFileSync(process.execPath, ['-v'])),
    'starts one in the background': tried(() => spawn(process.execPath, ['-v'])),
    'starts a process': tried(() => fork(__filename)),
    'starts a thread': tried(() => new Worker('', { eval: true })),
    'loads an add-on': tried(() => process.dlopen({ exports: {} }, addon)),
    'debugs itself': tried(() => require('node:inspector').open(0)),
  };
  process.send({ type: 'finished', result });
});
process.on('disconnect', () => process.exit());
`;

const REFUSED = 'ERR_ACCESS_DENIED';
const MAY: Record<string, string> = {
  'reads its code': 'done',
  'writes to its folder': 'done',
  'reads from its folder': 'done',
  'makes a temporary folder': 'done',
  'asks the network': 'done',
  'loads an add-on': 'ERR_DLOPEN_DISABLED',
};

const withPermissions = hasPermissions ? describe : describe.skip;

withPermissions('a worker, where Node has its permission model', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'permissions-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await stopServers();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, content: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };

  const options = (changes: Partial<WorkerOptions> = {}): WorkerOptions => ({
    entry: ENTRY,
    appRoot: path.join(folder, 'app'),
    limits: LIMITS,
    ...changes,
  });

  it('may read code, write to its own folder and ask the network, and nothing else', async () => {
    const entry = write('app/node_modules/plugin/dist/worker/index.js', ATTEMPTS);
    write('app/node_modules/plugin/dist/worker/beside.js', '');
    write('app/node_modules/plugin/package.json', '{"name":"plugin"}');
    const secret = write('app/.env', 'KEY=secret');
    const others = path.dirname(write('other/upload.csv', 'secret'));
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const [binary = ''] = readdirSync(path.dirname(ADDON))
      .filter((name) => name.startsWith('argon2-'))
      .map((name) => path.join(path.dirname(ADDON), name))
      .flatMap((place) => readdirSync(place).map((name) => path.join(place, name)))
      .filter((name) => name.endsWith('.node'));
    try {
      const given = { definition: { secret, others, addon: binary, port }, columns: null };
      const found = await runTask('check', given as never, options({ entry }));
      const names = Object.keys(found);
      expect(names.length).toBeGreaterThan(15);
      const expected = names.map((name) => [name, MAY[name] ?? REFUSED]);
      expect(found).toEqual(Object.fromEntries(expected));
      expect(readdirSync(others)).toEqual(['upload.csv']);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  /** Reads a source to its end; gives the names of the people, and where the file was. */
  const read = async (
    source: object,
    context: Partial<SourceTask['context']> = {},
    changes: Partial<WorkerOptions> & { module?: SourceTask['module'] } = {}
  ) => {
    const { module = null, ...more } = changes;
    const settings =
      module === null ? profileSchema.parse({ name: 'x', source }).source : (source as never);
    const rows: MappedRow[] = [];
    let file: string | null = null;
    const all = { file: null, fixes: [], lines: null, validators: null, network: NETWORK };
    await runTask(
      'read',
      {
        source: { settings: settings as never, module, context: { ...all, ...context } },
        definition: DEFINITION as never,
        runRecords: 1000,
        person: null,
      },
      options({
        onBatch: (batch) => void rows.push(...batch),
        onOpened: (opened) => {
          if (!opened.notModified) file = opened.file;
        },
        ...more,
      })
    );
    const issues = rows.flatMap((row) => row.issues);
    const names = rows.flatMap(({ records }) =>
      records.map(({ attributes }) => attributes.displayName)
    );
    return { rows, names, issues, file };
  };

  const UPLOAD = { type: 'csv', delivery: 'upload' };

  it('reads an uploaded file, evaluates expressions and renders the template', async () => {
    const file = write('people.csv', PEOPLE);
    expect(await read(UPLOAD, { file })).toMatchObject({ names: NAMES, issues: [] });
  });

  it('does so as the one that is kept ready, which has rehearsed', async () => {
    const file = write('people.csv', PEOPLE);
    const program = { entry: ENTRY, appRoot: path.join(folder, 'app'), memoryMb: 128 };
    const started: ReturnType<typeof startSpareWorker>[] = [];
    const spare = createSpareWorker(() => {
      const worker = startSpareWorker(program);
      started.push(worker);
      return worker;
    });
    try {
      spare.prepare();
      expect(await read(UPLOAD, { file }, { spare })).toMatchObject({ names: NAMES });
      expect(started[0]?.process.signalCode).toBe('SIGKILL');
      expect(existsSync(started[0]?.folder ?? '/')).toBe(false);
    } finally {
      await spare.end();
    }
  });

  it('does so where a link leads to the folder for temporary files', async () => {
    const file = write('people.csv', PEOPLE);
    mkdirSync(path.join(folder, 'temporary'));
    const link = path.join(folder, 'link');
    symlinkSync(path.join(folder, 'temporary'), link);
    jest.spyOn(os, 'tmpdir').mockReturnValue(link);
    expect(await read(UPLOAD, { file })).toMatchObject({ names: NAMES, issues: [] });
    expect(readdirSync(link)).toEqual([]);
  });

  it('reads a workbook and one of LibreOffice', async () => {
    for (const name of ['people.xlsx', 'people.ods']) {
      const file = path.join(ROOT, 'tests', 'fixtures', 'workbooks', name);
      expect((await read(UPLOAD, { file })).rows.length).toBeGreaterThan(1);
    }
  });

  it('reads a file of another encoding from a server, which stays where the run wants it', async () => {
    const url = await serve((_, response) =>
      response.end(Buffer.from(`${PEOPLE}d,J\xfcrg\n`, 'latin1'))
    );
    const keepIn = path.join(folder, 'kept');
    mkdirSync(keepIn);
    const { names, file } = await read({ type: 'csv', delivery: 'url', url }, {}, { keepIn });
    expect(names).toEqual([...NAMES, 'JÜRG']);
    expect(path.relative(keepIn, file ?? '')).not.toContain('..');
    expect(existsSync(file ?? '')).toBe(true);
  });

  it('reads a directory', async () => {
    const server = await startLdapServer({
      search: ({ baseDn }, reply) => {
        if (baseDn !== '') {
          for (const name of ['Ada', 'Bob']) {
            reply.entry(`cn=${name},dc=x`, { login: [name.toLowerCase()], name: [name] });
          }
        }
        reply.done();
      },
    });
    try {
      const source = { type: 'ldap', url: server.url, baseDn: 'dc=x', filter: '(cn=*)' };
      const login = { bindDn: 'cn=reader,dc=x', bindPassword: 'S3cret-of-reader' };
      expect(await read({ ...source, ...login })).toMatchObject({ names: NAMES });
    } finally {
      await server.close();
    }
  });

  describe('for a source that another plugin brings', () => {
    /** Reads people by a module of the app, whose code is given. */
    const readBy = (code: string, changes: Partial<NonNullable<SourceTask['module']>> = {}) => {
      const file = write('app/src/sources/people.js', code);
      if (!existsSync(path.join(folder, 'app/package.json')))
        write('app/package.json', '{"name":"app"}');
      const module = {
        path: file,
        label: 'HR',
        settings: {},
        secrets: [],
        origins: [],
        reads: [],
        addons: false,
        ...changes,
      };
      const source = { type: 'registered', name: 'hr', settings: {} };
      return read(source, {}, { module });
    };

    const rowOf = (name: string) => `yield { values: { login: 'x', name: ${name} } };`;
    const reading = (file: string) =>
      `module.exports = async function* () {
         ${rowOf(`require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8')`)}
       };`;

    it('loads its code and packages, and reads what it has asked for', async () => {
      write('app/src/names.js', "module.exports = require('words');");
      write('elsewhere/words/index.js', "module.exports = 'Ada';");
      write('elsewhere/words/package.json', '{"name":"words"}');
      mkdirSync(path.join(folder, 'app', 'node_modules'));
      symlinkSync(
        path.join(folder, 'elsewhere/words'),
        path.join(folder, 'app/node_modules/words')
      );
      const code = `const name = require('../names.js');
        module.exports = async function* () { ${rowOf('name')} };`;
      write('app/package.json', '{"name":"app","dependencies":{"words":"*"}}');
      expect(await readBy(code)).toMatchObject({ names: ['ADA'] });
      const file = write('srv/name.txt', 'Bob');
      for (const asked of [file, path.dirname(file)]) {
        expect(await readBy(reading(file), { reads: [asked] })).toMatchObject({ names: ['BOB'] });
      }
    });

    it.each<[string, string, string]>([
      ['reads settings', 'read', `require('node:fs').readFileSync(FILE)`],
      ['looks whether they are there', 'read', `require('node:fs').existsSync(FILE)`],
      ['writes', 'write', `require('node:fs').writeFileSync(FILE, '')`],
      ['starts a program', 'process', `require('node:child_process').spawn('true')`],
      ['starts a thread', 'thread', `new (require('node:worker_threads').Worker)(FILE)`],
      ['loads an add-on', 'addon', `process.dlopen({ exports: {} }, FILE)`],
    ])('is told by name what it may not do: %s', async (_name, what, attempt) => {
      const file = write('app/.env', 'KEY=secret');
      const code = attempt.replace('FILE', JSON.stringify(file));
      const path = ['read', 'write'].includes(what) ? { resource: file } : {};
      const expected = { code: 'access-denied', params: { source: 'HR', what, ...path } };
      const whileReading = `module.exports = async function* () { ${code}; yield {}; };`;
      const whileLoaded = `${code}; module.exports = async function* () {};`;
      const passedOn = `module.exports = async function* (_, { failure }) {
        try { ${code} } catch (error) { throw failure(error); }
        yield {};
      };`;
      for (const one of [whileReading, whileLoaded, passedOn]) {
        await expect(readBy(one)).rejects.toMatchObject(expected);
      }
    });

    it('loads add-ons where it has asked for them', async () => {
      const code = `const { hashSync } = require(${JSON.stringify(ADDON)});
        module.exports = async function* () { ${rowOf("hashSync('x').slice(0, 8)")} };`;
      const reads = [path.join(ROOT, 'node_modules')];
      await expect(readBy(code, { reads })).rejects.toMatchObject({
        code: expect.stringMatching(/^(access-denied|source-not-loaded)$/),
      });
      expect(await readBy(code, { reads, addons: true })).toMatchObject({ names: ['$ARGON2I'] });
    });
  });

  describe('of a package that is installed in another way', () => {
    const install = (place: string): string => {
      cpSync(path.join(ROOT, 'dist', 'worker'), path.join(folder, place, 'dist', 'worker'), {
        recursive: true,
      });
      cpSync(path.join(ROOT, 'package.json'), path.join(folder, place, 'package.json'));
      return path.join(folder, place);
    };

    it('finds the packages that links lead to', async () => {
      const plugin = install('work/plugin');
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(plugin, 'node_modules'));
      mkdirSync(path.join(folder, 'app', 'node_modules'), { recursive: true });
      const linked = path.join(folder, 'app', 'node_modules', 'plugin');
      symlinkSync(plugin, linked);
      const file = write('people.csv', PEOPLE);
      const entry = path.join(linked, 'dist', 'worker', 'index.js');
      expect(await read(UPLOAD, { file }, { entry })).toMatchObject({ names: NAMES });
    });

    it('says so where they are missing', async () => {
      const entry = path.join(install('app/plugin'), 'dist', 'worker', 'index.js');
      const file = write('people.csv', PEOPLE);
      await expect(read(UPLOAD, { file }, { entry })).rejects.toMatchObject({
        code: 'worker-not-started',
        params: { how: 'MODULE_NOT_FOUND' },
      });
    });
  });
});

const itWithAnother = isLong && !hasPermissions ? it : it.skip;

itWithAnother('is held to it by a newer Node, which is fetched', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'node-'));
  const run = promisify(execFile);
  try {
    const name = `node-${process.platform}-${process.arch}@${OTHER_NODE}`;
    await run('npm', ['pack', '--silent', name], { cwd: folder });
    const [tarball = ''] = readdirSync(folder);
    await run('tar', ['xzf', tarball], { cwd: folder });
    const node = path.join(folder, 'package', 'bin', 'node');
    const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
    const words = ['--selectProjects', 'services', '--', __filename];
    const { stderr } = await run(node, [jest, ...words], { cwd: ROOT });
    expect(stderr).toMatch(/Tests: .* passed/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';

import type { CsvUrlSource } from '../../../shared/profile/csv';
import { deliverFile, fileSource } from '../../../server/src/sources/files';
import type { NetworkOptions, SourceContext } from '../../../server/src/sources/types';
import { AUTO, codeOf, contextOf, errorOf, removeFolders } from './support';
import { serve, stopServers } from './server';

afterEach(stopServers);
afterAll(removeFolders);

const CSV = 'id;name\n1;Max\n2;Éva\n';

interface Settings extends Partial<Omit<SourceContext, 'network'>> {
  network?: Partial<NetworkOptions>;
  source?: Partial<CsvUrlSource>;
}

const get = (url: string, { network, source, ...rest }: Settings = {}) => {
  const context = contextOf(rest);
  const settings: CsvUrlSource = { ...AUTO, type: 'csv', delivery: 'url', url, ...source };
  const options = { ...context.network, allowedHosts: ['127.0.0.1'], ...network };
  return deliverFile(settings, { ...context, network: options });
};

const textOf = async (promise: ReturnType<typeof deliverFile>): Promise<string> => {
  const result = await promise;
  if (result.notModified) throw new Error('expected a file');
  return readFileSync(result.file, 'utf8');
};

/** A server that answers with one listener after the other, the last one again and again. */
const serveInTurn = async (...listeners: RequestListener[]) => {
  const requests: IncomingMessage[] = [];
  const url = await serve((request, response) => {
    const listener = listeners[Math.min(requests.length, listeners.length - 1)];
    requests.push(request);
    listener?.(request, response);
  });
  return { url, requests };
};

const status =
  (code: number, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end('<html>');
const csv: RequestListener = (_, response) => response.end(CSV);

describe('an address', () => {
  it('delivers a file and what tells whether it has changed', async () => {
    const headers = { ETag: '"abc"', 'Last-Modified': 'Mon, 05 Jan 2026 10:00:00 GMT' };
    const { url, requests } = await serveInTurn((_, response) =>
      response.writeHead(200, headers).end(CSV)
    );
    const result = await get(`${url}/users.csv?token=x`);
    expect(result).toMatchObject({
      notModified: false,
      validators: { etag: '"abc"', lastModified: 'Mon, 05 Jan 2026 10:00:00 GMT' },
    });
    expect(requests[0]?.url).toBe('/users.csv?token=x');
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
    expect(requests[0]?.headers).not.toHaveProperty('if-none-match');
  });

  it.each([
    ['of how much, where the server says so', CSV.length + 1],
    ['where the server does not say of how much', null],
  ])('tells how much has come in: %s', async (_, total) => {
    const headers = total === null ? {} : { 'Content-Length': String(total) };
    const { url } = await serveInTurn((_request, response) => {
      response.writeHead(200, headers).write(CSV.slice(0, 5));
      response.end(CSV.slice(5));
    });
    const told: unknown[] = [];
    await get(url, { onRead: (stage, bytes) => told.push({ stage, ...bytes }) });
    expect(told.at(-1)).toEqual({ stage: 'fetching', done: CSV.length + 1, total });
  });

  it('may deliver a file without either', async () => {
    const { url } = await serveInTurn(csv);
    expect(await get(url)).toMatchObject({ validators: null });
    expect(await textOf(get(url))).toBe(CSV);
  });

  it('is read as an upload is', async () => {
    const { url } = await serveInTurn((_, response) => response.end(Buffer.from(CSV, 'latin1')));
    const context = contextOf({ fixes: [{ row: 2, skip: 'no-record' }] });
    context.network.allowedHosts = ['127.0.0.1'];
    const opened = await fileSource.open({ ...AUTO, type: 'csv', delivery: 'url', url }, context);
    if (opened.notModified) throw new Error('expected a file');
    const rows = [];
    for await (const row of opened.rows) rows.push([row.skip, row.values]);
    expect(rows).toEqual([
      ['no-record', { id: '1', name: 'Max' }],
      [undefined, { id: '2', name: 'Éva' }],
    ]);
  });

  it('may answer that nothing has changed', async () => {
    const { url, requests } = await serveInTurn(status(304));
    const validators = { etag: 'W/"1"', lastModified: 'Mon, 05 Jan 2026 10:00:00 GMT' };
    expect(await get(url, { validators })).toEqual({ notModified: true });
    expect(requests[0]?.headers).toMatchObject({
      'if-none-match': 'W/"1"',
      'if-modified-since': 'Mon, 05 Jan 2026 10:00:00 GMT',
    });
    const context = { ...contextOf({ validators }) };
    context.network.allowedHosts = ['127.0.0.1'];
    const source = { ...AUTO, type: 'csv', delivery: 'url', url } as const;
    expect(await fileSource.open(source, context)).toEqual({ notModified: true });
  });

  it('may not say so unasked', async () => {
    const { url } = await serveInTurn(status(304));
    expect(await codeOf(get(url))).toBe('http-status');
  });

  it.each([
    ['not an address', 'invalid-address'],
    ['ftp://127.0.0.1/users.csv', 'invalid-address'],
    ['file:///etc/passwd', 'invalid-address'],
    ['http://max:s3cret@127.0.0.1/', 'invalid-address'],
    ['http://127.0.0.1%2F.evil.test/', 'invalid-address'],
    ["http://intranet'.example/", 'invalid-address'],
    ['http://a;b.example/', 'invalid-address'],
    ['http://127.0.0.1:0/', 'invalid-address'],
  ])('is refused when it is %s', async (url, code) => {
    const error = await errorOf(get(url));
    expect(error.code).toBe(code);
    expect(error.message).not.toContain('s3cret');
  });
});

describe('authentication', () => {
  it.each([
    [
      { type: 'basic', username: 'mäx', password: 'p:ß' },
      `Basic ${Buffer.from('mäx:p:ß').toString('base64')}`,
    ],
    [{ type: 'bearer', token: 't0ken' }, 'Bearer t0ken'],
  ] as const)('is sent as %j', async (auth, expected) => {
    const { url, requests } = await serveInTurn(csv);
    await get(url, { source: { auth } });
    expect(requests[0]?.headers.authorization).toBe(expected);
  });

  const auth = { type: 'basic', username: 'max', password: 's3cret' } as const;

  it('goes along within an origin', async () => {
    const { url, requests } = await serveInTurn(status(302, { Location: '/new' }), csv);
    await get(url, { source: { auth } });
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([
      expect.stringContaining('Basic'),
      expect.stringContaining('Basic'),
    ]);
  });

  it('is never sent to another origin', async () => {
    const other = await serveInTurn(csv);
    const { url } = await serveInTurn(status(302, { Location: `${other.url}/users.csv` }));
    expect(await textOf(get(url, { source: { auth } }))).toBe(CSV);
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is in no error', async () => {
    const { url } = await serveInTurn(status(401));
    const error = await errorOf(get(`${url}/a?token=t0ken`, { source: { auth } }));
    expect(error.code).toBe('http-status');
    expect(error.message).toContain('401');
    expect(error.message).toContain('password');
    const reset = await serveInTurn((request) => request.socket.destroy());
    const failed = await errorOf(get(`${reset.url}/a?token=t0ken`, { source: { auth } }));
    for (const each of [error, failed]) {
      const all = `${each.stack} ${JSON.stringify(each)} ${String(each.cause)}`;
      expect(all).not.toMatch(/s3cret|t0ken|bWF4/);
    }
  });
});

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('are followed with status %d', async (code) => {
    const { url } = await serveInTurn(status(code, { Location: '/x/../users.csv' }), csv);
    expect(await textOf(get(url))).toBe(CSV);
  });

  it('end', async () => {
    const { url, requests } = await serveInTurn(status(302, { Location: '/again' }));
    expect(await codeOf(get(url))).toBe('too-many-redirects');
    expect(requests).toHaveLength(6);
  });

  it.each([
    ['ftp://127.0.0.1/', 'invalid-address'],
    ['http://max:s3cret@127.0.0.1/', 'invalid-address'],
    ['http://[broken', 'invalid-address'],
    ['http://a+b.example/', 'invalid-address'],
    ['//intranet$.example/', 'invalid-address'],
  ])('to %s are refused', async (location, code) => {
    const { url } = await serveInTurn(status(302, { Location: location }));
    expect(await codeOf(get(url))).toBe(code);
  });

  it('have to lead somewhere', async () => {
    const { url } = await serveInTurn(status(302));
    expect(await codeOf(get(url))).toBe('http-status');
  });
});

describe('errors of the server', () => {
  it.each([400, 403, 404, 410, 500, 204, 206])('are not tried again: %d', async (code) => {
    const { url, requests } = await serveInTurn(status(code));
    const error = await errorOf(get(`${url}/users.csv`, { network: { retries: 3 } }));
    expect(error.code).toBe('http-status');
    expect(error.message).toContain(`${url}/users.csv answered ${code}`);
    expect(requests).toHaveLength(1);
  });

  it.each([429, 502, 503, 504])('are tried again: %d', async (code) => {
    const { url, requests } = await serveInTurn(status(code), csv);
    expect(await textOf(get(url, { network: { retries: 1 } }))).toBe(CSV);
    expect(requests).toHaveLength(2);
  });

  it('are told when it does not get better', async () => {
    const { url, requests } = await serveInTurn(status(503));
    expect((await errorOf(get(url, { network: { retries: 2 } }))).message).toContain('503');
    expect(requests).toHaveLength(3);
  });

  it('include connections that break', async () => {
    const { url, requests } = await serveInTurn((request) => request.socket.destroy(), csv);
    expect(await textOf(get(url, { network: { retries: 1 } }))).toBe(CSV);
    expect(requests).toHaveLength(2);
  });

  it('include a server that does not run', async () => {
    const { url } = await serveInTurn(csv);
    await stopServers();
    const error = await errorOf(get(url));
    expect(error.code).toBe('connection-failed');
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('include a host that does not exist', async () => {
    const error = await errorOf(get('http://host.invalid/', { network: { retries: 1 } }));
    expect(['host-not-found', 'connection-failed']).toContain(error.code);
    expect(error.message).toContain('host.invalid');
  });
});

describe('a body', () => {
  const cut: RequestListener = (_, response) => {
    response.writeHead(200, { 'Content-Length': CSV.length + 10 });
    response.write(CSV, () => response.socket?.destroy());
  };

  it('that is shorter than announced is not taken', async () => {
    const { url, requests } = await serveInTurn(cut);
    expect(await codeOf(get(url))).toBe('incomplete-download');
    expect(requests).toHaveLength(1);
  });

  it('that breaks off is fetched again', async () => {
    const { url } = await serveInTurn(cut, csv);
    expect(await textOf(get(url, { network: { retries: 1 } }))).toBe(CSV);
  });

  it('that breaks off between chunks is not taken', async () => {
    const { url } = await serveInTurn((_, response) => {
      response.write(CSV, () => response.socket?.destroy());
    });
    expect(await codeOf(get(url))).toBe('incomplete-download');
  });

  it('is unpacked, however it is packed', async () => {
    const packed = gzipSync(CSV);
    const answers: [headers: Record<string, string>, body: Buffer][] = [
      [{ 'Content-Encoding': 'gzip' }, packed],
      [{ 'Content-Encoding': 'x-gzip', 'Content-Length': String(packed.length) }, packed],
      [{ 'Content-Type': 'application/gzip' }, packed],
      [{ 'Content-Encoding': 'gzip' }, gzipSync(packed)],
      [{}, Buffer.concat([gzipSync('id;name\n'), gzipSync('1;Max\n2;Éva\n')])],
      [{ 'Content-Encoding': 'identity' }, Buffer.from(CSV)],
    ];
    for (const [headers, body] of answers) {
      const { url } = await serveInTurn((_, response) =>
        response.writeHead(200, headers).end(body)
      );
      expect(await textOf(get(url))).toBe(CSV);
    }
  });

  it('that is packed otherwise is refused', async () => {
    const { url } = await serveInTurn(status(200, { 'Content-Encoding': 'br' }));
    const error = await errorOf(get(url));
    expect(error.code).toBe('unsupported-encoding');
    expect(error.message).toContain('"br"');
  });

  it('that is packed but cut off or damaged is not taken', async () => {
    const packed = gzipSync(CSV.repeat(100));
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 20, 40);
    for (const [body, code] of [
      [packed.subarray(0, -12), 'incomplete-download'],
      [damaged, 'damaged-gzip'],
    ] as const) {
      const { url } = await serveInTurn((_, response) => response.end(body));
      expect(await codeOf(get(url))).toBe(code);
    }
  });

  it('that is too large ends where it is', async () => {
    const chunk = Buffer.alloc(10_000, 'x');
    let sent = 0;
    const endless: RequestListener = (_, response) => {
      const more = () => {
        sent += chunk.length;
        response.write(chunk, (error) => error ?? setImmediate(more));
      };
      more();
    };
    const { url } = await serveInTurn(endless);
    const error = await errorOf(get(url, { network: { maxBytes: 100_000 } }));
    expect(error.code).toBe('file-too-large');
    expect(error.message).toContain('network.maxBytes');
    expect(sent).toBeLessThan(50_000_000);
  });

  it('that announces to be too large is not read', async () => {
    const { url } = await serveInTurn((_, response) => {
      response.writeHead(200, { 'Content-Length': '200000000' }).write('x');
    });
    expect(await codeOf(get(url))).toBe('file-too-large');
  });

  it('that is a gzip bomb ends at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'a;b\n'));
    expect(bomb.length).toBeLessThan(100_000);
    const { url } = await serveInTurn((_, response) => response.end(bomb));
    expect(await codeOf(get(url, { network: { maxBytes: 200_000 } }))).toBe('file-too-large');
  });

  it('that cannot be kept is no fault of the server', async () => {
    const { url } = await serveInTurn(csv);
    const error = await errorOf(get(url, { folder: '/proc/no-such-folder' }));
    expect(error.code).toBe('disk-error');
  });
});

describe('time', () => {
  it('is limited for the whole of it', async () => {
    const { url } = await serveInTurn(() => undefined);
    const error = await errorOf(get(url, { network: { timeoutSeconds: 0.2, retries: 3 } }));
    expect(error.code).toBe('download-timeout');
    expect(error.message).toContain('network.timeoutSeconds');
  });

  it('is limited while a body trickles in', async () => {
    const { url } = await serveInTurn((_, response) => response.write('a;b\n'));
    expect(await codeOf(get(url, { network: { timeoutSeconds: 0.3 } }))).toBe('download-timeout');
  });

  it('ends when the run is canceled, also before the first request', async () => {
    const abort = new AbortController();
    const { url } = await serveInTurn(() => abort.abort());
    expect(await codeOf(get(url, { signal: abort.signal }))).toBe('canceled');
    expect(await codeOf(get(url, { signal: abort.signal }))).toBe('canceled');
  });

  it('ends when the run is canceled between two attempts', async () => {
    const abort = new AbortController();
    const { url, requests } = await serveInTurn((request, response) => {
      response.on('close', () => abort.abort());
      status(503)(request, response);
    });
    expect(await codeOf(get(url, { signal: abort.signal, network: { retries: 9 } }))).toBe(
      'canceled'
    );
    expect(requests).toHaveLength(1);
  });
});

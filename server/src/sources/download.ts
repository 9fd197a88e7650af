import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { problem } from '../../../shared/codes/problems';
import { diskError, errorCode, isDiskError, SourceError } from '../utils/errors';
import { parseAllowedHosts, withRetries } from './network';
import type { SourceContext, Validators } from './types';
import { canceled, readHead } from './csv/decode';
import { checkAddress, request, type RequestOptions, type Response, type Target } from './request';

/** A file that a server has sent, or its word that there is none newer. */
export type Download =
  | { notModified: true }
  | {
      notModified: false;
      file: string;
      validators: Validators | null;
      header: Response['header'];
    };

/** Once for the transfer, once for a file that is packed itself. */
const GZIP_LAYERS = 2;

const tooLarge = (maxBytes: number): SourceError =>
  new SourceError(problem('file-too-large', { limit: maxBytes }));

const incomplete = (): SourceError => new SourceError(problem('incomplete-download'));

/** Passes bytes on up to a limit, and tells how many there have been. */
const limitBytes = (maxBytes: number, counted: (bytes: number) => void) =>
  async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      counted(bytes);
      yield chunk;
    }
  };

const checkEncoding = ({ header }: Response): void => {
  const encoding = header('content-encoding')?.toLowerCase() ?? 'identity';
  if (['identity', 'gzip', 'x-gzip', ''].includes(encoding)) return;
  throw new SourceError(problem('unsupported-encoding', { encoding }));
};

const saveError = (error: unknown): SourceError => {
  if (error instanceof SourceError) return error;
  // Of the network nothing is opened.
  const isOfFile = isDiskError(error) || Reflect.get(Object(error), 'syscall') === 'open';
  return isOfFile ? diskError(error) : incomplete();
};

type SaveOptions = Pick<SourceContext, 'signal' | 'onRead'>;

/** Writes the body of an answer to a file as it comes over the wire. */
const save = async (
  response: Response,
  file: string,
  maxBytes: number,
  { signal, onRead }: SaveOptions
): Promise<void> => {
  const length = response.header('content-length');
  let received = 0;
  const count = (done: number): void => {
    received = done;
    onRead?.('fetching', { done, total: length === null ? null : Number(length) });
  };
  try {
    checkEncoding(response);
    if (Number(length) > maxBytes) throw tooLarge(maxBytes);
    const limited = limitBytes(maxBytes, count);
    await pipeline(response.body, limited, createWriteStream(file), { signal });
  } catch (error) {
    response.body.destroy();
    throw saveError(error);
  }
  if (length !== null && received !== Number(length)) throw incomplete();
};

const unpackError = (error: unknown): unknown => {
  const code = errorCode(error);
  if (code === 'Z_BUF_ERROR') return incomplete();
  if (code !== 'Z_DATA_ERROR') return error;
  return new SourceError(problem('damaged-gzip'));
};

/**
 * Unpacks a file as long as it is packed with gzip.
 * @returns the path of the unpacked file
 */
const unpack = async (file: string, maxBytes: number, signal: AbortSignal): Promise<string> => {
  let packed = file;
  for (let layer = 1; layer <= GZIP_LAYERS; layer += 1) {
    const head = await readHead(packed, 2, { signal });
    if (head[0] !== 0x1f || head[1] !== 0x8b) return packed;
    const plain = `${file}.${layer}`;
    const limited = limitBytes(maxBytes, () => undefined);
    const [source, target] = [createReadStream(packed), createWriteStream(plain)];
    try {
      await pipeline(source, createGunzip(), limited, target, { signal });
    } catch (error) {
      throw unpackError(error);
    }
    packed = plain;
  }
  return packed;
};

const validatorsOf = ({ header }: Response): Validators | null => {
  const validators = { etag: header('etag'), lastModified: header('last-modified') };
  return validators.etag || validators.lastModified ? validators : null;
};

const attempt = async (
  target: Target,
  file: string,
  maxBytes: number,
  options: RequestOptions & SaveOptions
): Promise<Download> => {
  const response = await request(target, options);
  if (response.status === 304) return { notModified: true };
  await save(response, file, maxBytes, options);
  const unpacked = await unpack(file, maxBytes, options.signal);
  const { header } = response;
  return { notModified: false, file: unpacked, validators: validatorsOf(response), header };
};

/** Settles with the promise, or fails as soon as the signal says so. */
const orAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(new Error('aborted'));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

type DownloadContext = Pick<
  SourceContext,
  'folder' | 'network' | 'validators' | 'signal' | 'onRead'
>;

/**
 * Fetches what is at an address into a file of the context's folder, unpacked. Errors that may pass
 * are tried again with growing pauses.
 * @throws SourceError `address-blocked`, `connection-failed`, `http-status`, `download-timeout`, `file-too-large`, `incomplete-download`, `canceled` …
 */
export const download = async (
  target: Target,
  context: DownloadContext,
  name = 'download'
): Promise<Download> => {
  const { network, validators, onRead } = context;
  const { host } = checkAddress(target.url);
  const allowed = parseAllowedHosts(network.allowedHosts);
  const deadline = AbortSignal.timeout(Math.ceil(network.timeoutSeconds * 1000));
  const signal = AbortSignal.any([context.signal, deadline]);
  const { connectTimeoutSeconds, maxBytes } = network;
  const options = { allowed, connectTimeoutSeconds, validators, signal, ...(onRead && { onRead }) };
  const file = join(context.folder, name);

  const attempts = withRetries(
    () => attempt(target, file, maxBytes, options),
    network,
    (error) => error instanceof SourceError && error.transient && !signal.aborted
  );
  try {
    return await orAborted(attempts, signal);
  } catch (error) {
    if (context.signal.aborted) throw canceled();
    if (!deadline.aborted) throw error;
    throw new SourceError(problem('download-timeout', { host, seconds: network.timeoutSeconds }));
  }
};

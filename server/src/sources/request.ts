import { STATUS_CODES } from 'node:http';
import type { Readable } from 'node:stream';
import { problem } from '../../../shared/codes/problems';
import { SourceError } from '../utils/errors';
import { addressFault, type AllowedHosts, createAgent, hostOf, transportError } from './network';
import type { Validators } from './types';

const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** What is asked for, and of whom. */
export interface Target {
  url: string;
  /** What kinds of content are understood. */
  accept: string;
  /** Credentials and the like: another origin is never told them, whoever redirects there. */
  headers: Readonly<Record<string, string>>;
  /** PEM of certificate authorities to trust besides the public ones. */
  ca?: string;
}

export interface RequestOptions {
  allowed: AllowedHosts;
  connectTimeoutSeconds: number;
  validators: Validators | null;
  signal: AbortSignal;
}

export interface Response {
  status: number;
  body: Readable;
  header(name: string): string | null;
}

/** An address without what may be secret in it: its query and fragment. */
const placeOf = (url: URL): string => `${url.origin}${url.pathname}`;

/**
 * Checks an address before anything is sent to it.
 * @throws SourceError `invalid-address`
 */
export const checkAddress = (address: string, base?: URL): URL => {
  const fault = addressFault(address, base?.href);
  if (fault === null) return new URL(address, base?.href);
  const protocol = fault === 'scheme' ? new URL(address, base?.href).protocol : '';
  throw new SourceError(problem('invalid-address/file', { why: fault, protocol }));
};

const headersFor = (target: Target, url: URL, validators: Validators | null) => ({
  ...(url.origin === new URL(target.url).origin ? target.headers : {}),
  Accept: target.accept,
  'Accept-Encoding': 'gzip',
  'User-Agent': 'strapi-plugin-directory-connector',
  ...(validators?.etag ? { 'If-None-Match': validators.etag } : {}),
  ...(validators?.lastModified ? { 'If-Modified-Since': validators.lastModified } : {}),
});

const get = async (target: Target, url: URL, options: RequestOptions): Promise<Response> => {
  const agent = await createAgent(
    { host: hostOf(url.hostname) ?? '', secure: url.protocol === 'https:' },
    { ...options, ca: target.ca }
  );
  // Takes long to load, and most sources do not need it.
  const { default: axios } = await import('axios');
  const sent = axios.get<Readable>(url.href, {
    headers: headersFor(target, url, options.validators),
    responseType: 'stream',
    httpAgent: agent,
    httpsAgent: agent,
    signal: options.signal,
    maxRedirects: 0,
    decompress: false,
    proxy: false,
    validateStatus: () => true,
  });
  const response = await sent.catch((error: unknown) => {
    throw axios.isAxiosError(error)
      ? transportError(error, url.host, new URL(target.url).host)
      : error;
  });
  return {
    status: response.status,
    body: response.data,
    header: (name) => {
      const value: unknown = response.headers[name];
      return typeof value === 'string' ? value : null;
    },
  };
};

const redirectTarget = (url: URL, location: string): URL => {
  const target = checkAddress(location, url);
  if (url.protocol === 'https:' && target.protocol === 'http:') {
    throw new SourceError(problem('insecure-redirect', { address: placeOf(url) }));
  }
  return target;
};

/** The error for an answer that is no file. */
const statusError = (url: URL, status: number): SourceError => {
  const name = STATUS_CODES[status] ?? null;
  const what = problem('http-status', {
    address: placeOf(url),
    status,
    name,
    ofServer: status >= 500,
  });
  return new SourceError(what);
};

/**
 * Fetches an address and follows its redirects, each checked as the first address was.
 * @returns the answer of the last hop, 200 or 304, its body not read yet
 * @throws SourceError `http-status`, `too-many-redirects`, `insecure-redirect`, `invalid-address`, `connection-failed` …
 */
export const request = async (target: Target, options: RequestOptions): Promise<Response> => {
  let url = checkAddress(target.url);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await get(target, url, options);
    const location = response.header('location');
    if (response.status === 200) return response;
    response.body.destroy();
    if (response.status === 304 && options.validators) return response;
    if (!REDIRECTS.includes(response.status) || location === null) {
      throw statusError(url, response.status);
    }
    url = redirectTarget(url, location);
  }
  throw new SourceError(
    problem('too-many-redirects', { address: placeOf(new URL(target.url)), most: MAX_REDIRECTS })
  );
};

import { SourceError } from '../utils/errors';
import { errorCode } from '../utils/error-code';
import { isBlocked } from './network';

/** An error that may be gone at the next attempt. */
export class TransientError extends SourceError {}

const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER))/;

/**
 * What an error of the transport means to people. The original goes no further: it carries the
 * request with its credentials.
 * @param host as the address names it
 * @param asked the host that was asked first; a redirect must not tell what else there is in a network
 */
export const transportError = (error: unknown, host: string, asked = host): SourceError => {
  const code = errorCode(error);
  if (isBlocked(error)) {
    return new SourceError(
      'address-blocked',
      `${asked}, or where it redirects to, is in a private network, which is not reached by default: if it may be, add the host to the plugin option network.allowedHosts`
    );
  }
  if (CERTIFICATE.test(code)) {
    return new SourceError(
      'untrusted-certificate',
      `the certificate of ${host} is not trusted (${code}): give the certificate of the authority that signed it, or check the host name and the validity of the server's certificate`
    );
  }
  if (code === 'ENOTFOUND') {
    return new SourceError('host-not-found', `there is no host ${host}: check the address`);
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return new SourceError(
      'connection-failed',
      `${host} does not speak TLS as expected (${code}): check whether the address begins with https:// or http://`
    );
  }
  return new TransientError(
    'connection-failed',
    `the connection to ${host} failed (${code || 'unknown error'}): check that the server runs and can be reached from here`
  );
};

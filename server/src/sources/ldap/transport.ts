import { promises as dns } from 'node:dns';
import { isIP, type Socket } from 'node:net';
import {
  connect,
  type ConnectionOptions,
  type PeerCertificate,
  rootCertificates,
  type TLSSocket,
} from 'node:tls';

import type { ParamsOfKey } from '../../../../shared/codes/catalogue';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { LdapSource } from '../../../../shared/profile/ldap';
import { errorCode } from '../../utils/errors';
import { createAgent, isBlocked, parseAllowedHosts } from '../network';
import type { NetworkOptions } from '../types';
import type { ServerAddress } from './address';
import { LdapError } from './errors';

type TlsSettings = Pick<
  LdapSource,
  'verifyCertificate' | 'ca' | 'servername' | 'clientCertificate' | 'clientKey'
>;

/** How many days before its end a certificate is worth a warning. */
const EXPIRY_WARNING_DAYS = 30;
const DAY_MS = 86_400_000;

const blocked = (host: string): LdapError =>
  new LdapError(problem('address-blocked/directory', { host }));

const unreachable = ({ url }: ServerAddress, error: unknown): LdapError => {
  const code = errorCode(error);
  const why = code === 'ETIMEDOUT' ? 'silent' : 'unreachable';
  return new LdapError(
    problem('connection-failed/directory', { server: url, why, code: code || null })
  );
};

/**
 * Looks a server's name up.
 * @throws LdapError `host-not-found`
 */
export const resolveName = async ({ host }: ServerAddress): Promise<void> => {
  try {
    await dns.lookup(host);
  } catch {
    throw new LdapError(problem('host-not-found/directory', { host }));
  }
};

/**
 * Opens a connection to a server that may be reached.
 * @throws LdapError `address-blocked`, `connection-failed`
 */
export const openSocket = async (
  server: ServerAddress,
  { allowedHosts, connectTimeoutSeconds }: NetworkOptions
): Promise<Socket> => {
  const { host, port } = server;
  // The agent that fetches CSV files guards this connection, too: one rule for both.
  const allowed = parseAllowedHosts(allowedHosts);
  const agent = await createAgent({ host, secure: false }, { allowed, connectTimeoutSeconds });
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void =>
      reject(isBlocked(error) ? blocked(host) : unreachable(server, error));
    try {
      const socket = agent.createConnection({ host, port }) as Socket;
      socket.once('error', fail);
      socket.once('connect', () => {
        socket.off('error', fail);
        resolve(socket.setKeepAlive(true).setNoDelay(true));
      });
    } catch (error) {
      fail(error);
    }
  });
};

const nameOf = (part: PeerCertificate['subject'] | undefined): string | null =>
  [part?.CN, part?.O].flat().find((text) => text !== undefined) ?? null;

/** A server's certificate for people: for whom, by whom, until when. */
const describeCertificate = ({ subject, issuer, valid_to }: PeerCertificate): Problem =>
  problem('ldap-certificate', {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    until: new Date(valid_to).toISOString(),
  });

const REASONS = new Map<string, ParamsOfKey<'untrusted-certificate/directory'>['why']>([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'notYet'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'selfSigned'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'otherHost'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknownAuthority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknownAuthority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknownAuthority'],
]);

const untrusted = ({ url }: ServerAddress, socket: TLSSocket): LdapError => {
  // An Error by its type, a code in fact.
  const code = String(socket.authorizationError);
  const why = REASONS.get(code) ?? 'other';
  const certificate = describeCertificate(socket.getPeerCertificate());
  return new LdapError(
    problem('untrusted-certificate/directory', { server: url, certificate, why, code })
  );
};

const handshakeFailed = ({ url }: ServerAddress, error: unknown): LdapError => {
  const code = errorCode(error);
  return new LdapError(problem('tls-failed', { server: url, code: code || null }));
};

export interface Encrypted {
  socket: TLSSocket;
  /** The server's certificate, for people. */
  certificate: Problem;
  /** What will need care before long; null when nothing does. */
  warning: Problem | null;
}

const encryptedBy = (socket: TLSSocket, settings: TlsSettings): Encrypted => {
  const peer = socket.getPeerCertificate();
  const days = Math.floor((Date.parse(peer.valid_to) - Date.now()) / DAY_MS);
  const expiring = days < EXPIRY_WARNING_DAYS ? problem('ldap-warning/expires', { days }) : null;
  const warning = settings.verifyCertificate ? expiring : problem('ldap-warning/not-verified');
  return { socket, certificate: describeCertificate(peer), warning };
};

const tlsOptions = (
  { host }: ServerAddress,
  { ca, clientCertificate, clientKey, servername }: TlsSettings
): ConnectionOptions => ({
  host,
  servername: servername || (isIP(host) ? undefined : host),
  ca: ca ? [...rootCertificates, ca] : undefined,
  cert: clientCertificate || undefined,
  key: clientKey,
  minVersion: 'TLSv1.2',
});

/**
 * Encrypts a connection. The certificate is checked before a byte is sent over it.
 * @throws LdapError `untrusted-certificate`, `tls-failed`
 */
export const encrypt = (
  socket: Socket,
  server: ServerAddress,
  settings: TlsSettings,
  { connectTimeoutSeconds }: NetworkOptions
): Promise<Encrypted> =>
  new Promise((resolve, reject) => {
    const secure = connect({
      ...tlsOptions(server, settings),
      socket,
      // It is checked below: only a finished handshake has a certificate to show.
      rejectUnauthorized: false,
    });
    const fail = (error: Error): void => {
      clearTimeout(timer);
      secure.destroy();
      socket.destroy();
      reject(error);
    };
    const onError = (error: unknown): void => fail(handshakeFailed(server, error));
    const onClose = (): void => fail(handshakeFailed(server, { code: 'ECONNRESET' }));
    const timer = setTimeout(
      () => fail(handshakeFailed(server, { code: 'ETIMEDOUT' })),
      connectTimeoutSeconds * 1000
    );
    secure.once('error', onError).once('close', onClose);
    secure.once('secureConnect', () => {
      clearTimeout(timer);
      secure.off('error', onError).off('close', onClose);
      if (settings.verifyCertificate && !secure.authorized) fail(untrusted(server, secure));
      else resolve(encryptedBy(secure, settings));
    });
  });

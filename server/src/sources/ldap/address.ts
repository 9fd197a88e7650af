import { isIP } from 'node:net';
import { shownAddress } from '../../../../shared/address';
import type { LdapSource } from '../../../../shared/profile/ldap';
import { hostOf } from '../network';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'ldap:': 389, 'ldaps:': 636 };

/** A server's address, taken apart. */
export interface ServerAddress {
  /** As it is shown: `ldaps://dc1.example.com:636`. */
  url: string;
  /** Without the brackets of an IPv6 address. */
  host: string;
  port: number;
  /** TLS from the first byte on. */
  secure: boolean;
}

/**
 * Reads `ldap://host:port` or `ldaps://host:port` (RFC 4516 without DN and what follows it; those
 * are settings of their own).
 * @returns null for anything else
 */
export const parseServerUrl = (text: string): ServerAddress | null => {
  // No escape belongs in a host or a port, and decoding one would make another address of it.
  if (text.includes('%') || !URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const standard = DEFAULT_PORTS[protocol];
  if (standard === undefined || `${username}${password}${search}${hash}` !== '') return null;
  if (pathname !== '' && pathname !== '/') return null;
  const number = port === '' ? standard : Number(port);
  // URL escapes the letters of other alphabets.
  const host = hostOf(decodeURIComponent(hostname));
  if (host === null || number === 0) return null;
  return {
    url: `${protocol}//${isIP(host) === 6 ? `[${host}]` : host}:${number}`,
    host,
    port: number,
    secure: protocol === 'ldaps:',
  };
};

/**
 * Whether a server would be spoken to in clear although the first one is not: whoever cuts the first
 * one off would be told the password.
 */
export const isDowngrade = (
  first: ServerAddress | null,
  server: ServerAddress,
  startTls: boolean
): boolean => first?.secure === true && !server.secure && !startTls;

type Connection = Pick<LdapSource, 'url' | 'fallbackUrls' | 'startTls' | 'verifyCertificate'>;

/** Each server of a source, with how well the connection to it is protected. */
export const serversOf = ({
  url,
  fallbackUrls,
  startTls,
  verifyCertificate,
}: Connection): string[] =>
  [url, ...fallbackUrls].map((text) => {
    const shown = parseServerUrl(text)?.url ?? shownAddress(text);
    const startedTls = startTls ? ' with StartTLS' : '';
    return `${shown}${startedTls}${verifyCertificate ? '' : ' without verification'}`;
  });

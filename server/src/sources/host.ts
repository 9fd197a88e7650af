import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

const NAME = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$/;

const isAscii = (text: string): boolean => [...text].every((character) => character <= '\x7f');

/**
 * The host of an address as it is connected to: in lower case, an IPv6 address without its brackets,
 * a name of other letters in the form that the DNS has of it.
 * @returns null for what cannot be a host's name, such as one with a slash in it
 */
export const hostOf = (text: string): string | null => {
  const [, bracketed] = /^\[(.*)\]$/.exec(text) ?? [];
  if (bracketed !== undefined) {
    // A zone such as %eth0 means something on this machine only.
    return isIP(bracketed) === 6 && !bracketed.includes('%') ? bracketed.toLowerCase() : null;
  }
  const name = isAscii(text) ? text.toLowerCase() : domainToASCII(text);
  return NAME.test(name) ? name : null;
};

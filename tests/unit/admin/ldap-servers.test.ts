import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';
import { EMPTY_DIRECTORY } from '../../../shared/profile/ldap';
import {
  defaultPort,
  encryptionOf,
  nextServer,
  readServer,
  withEncryption,
  withFirstServer,
  withHost,
  withoutPort,
  writeServer,
} from '../../../admin/src/profile-form/directory/servers';
import { directoryLine, kindOf } from '../../../admin/src/utils/source-kind';
import { parseServerUrl } from '../../../server/src/sources/ldap/address';

const connection = (url: string, fallbackUrls: string[] = [], startTls = false) => ({
  url,
  fallbackUrls,
  startTls,
});

describe('a server', () => {
  it.each([
    ['ldaps://dc1.example.com:636', 'dc1.example.com', '636', true],
    ['ldap://dc1.example.com:10389', 'dc1.example.com', '10389', false],
    ['ldaps://dc1.example.com', 'dc1.example.com', '636', true],
    ['LDAP://dc1.example.com/', 'dc1.example.com', '389', false],
    ['ldaps://[2001:db8::1]:636', '2001:db8::1', '636', true],
    ['ldaps://[::1]', '::1', '636', true],
    ['ldaps://:636', '', '636', true],
    ['ldap://host:', 'host', '', false],
    ['host.example.com', 'host.example.com', '636', true],
  ])('%s is taken apart', (url, host, port, isSecure) => {
    expect(readServer(url)).toEqual({ host, port, isSecure });
  });

  it.each(['dc1.example.com', '10.0.0.1', '2001:db8::1', '::1', '', 'a:b', 'x/y', '['])(
    'of host %j is read as it was written',
    (host) => {
      const server = { host, port: '1636', isSecure: true };
      expect(readServer(writeServer(server))).toEqual(server);
    }
  );

  it('is written as the server takes it', () => {
    const url = writeServer({ host: '2001:db8::1', port: '636', isSecure: true });
    expect(parseServerUrl(url)).toMatchObject({ host: '2001:db8::1', port: 636, secure: true });
  });

  it('may be given as an address', () => {
    const server = { host: '', port: '636', isSecure: true };
    expect(withHost(server, ' ldap://dc1.example.com:3268 ')).toEqual({
      host: 'dc1.example.com',
      port: '3268',
      isSecure: false,
    });
    expect(withHost(server, ' dc1.example.com ')).toEqual({ ...server, host: 'dc1.example.com' });
  });

  it.each([
    ['dc1.example.com:3269', 'dc1.example.com', '3269'],
    ['dc1.example.com', 'dc1.example.com', '636'],
    ['::1', '::1', '636'],
    ['a:x', 'a:x', '636'],
  ])('written with its port, %s, is taken apart', (given, host, port) => {
    const server = { host: given, port: '636', isSecure: true };
    expect(withoutPort(server)).toEqual({ host, port, isSecure: true });
  });

  it('has the usual port unless it is said otherwise', () => {
    expect([defaultPort(true), defaultPort(false)]).toEqual(['636', '389']);
  });
});

describe('the encryption', () => {
  it('is that of the first server', () => {
    expect(encryptionOf(connection('ldaps://a:636', ['ldap://b:389'], true))).toBe('ldaps');
    expect(encryptionOf(connection('ldap://a:389', [], true))).toBe('starttls');
    expect(encryptionOf(connection('ldap://a:389'))).toBe('none');
  });

  it('changes all servers, and the ports that belong to the other one', () => {
    const before = connection('ldaps://a:636', ['ldaps://b:3269', 'ldaps://c:1636']);
    expect(withEncryption(before, 'starttls')).toEqual(
      connection('ldap://a:389', ['ldap://b:3268', 'ldap://c:1636'], true)
    );
    expect(withEncryption(withEncryption(before, 'none'), 'ldaps')).toEqual(before);
  });

  it('follows an address that is given for the first host', () => {
    const before = connection('ldap://a:389', ['ldap://b:389'], true);
    const given = readServer('ldaps://dc1:636');
    expect(withFirstServer(before, given)).toEqual(
      connection('ldaps://dc1:636', ['ldaps://b:636'])
    );
  });

  it('stays when only the host or port changes', () => {
    const before = connection('ldap://a:389', ['ldaps://b:636'], true);
    const given = { host: 'c', port: '1389', isSecure: false };
    expect(withFirstServer(before, given)).toEqual({ ...before, url: 'ldap://c:1389' });
  });

  it('of a further server is that of the first one', () => {
    expect(nextServer({ url: 'ldap://a:3268' })).toBe('ldap://:3268');
  });
});

describe('the kind of a source', () => {
  it('is told by type and delivery', () => {
    expect(kindOf(EMPTY_DIRECTORY)).toBe('ldap');
    expect(kindOf({ type: 'csv', delivery: 'upload', ...AUTOMATIC_FORMAT })).toBe('upload');
    expect(kindOf({ type: 'csv', delivery: 'url', url: 'x', ...AUTOMATIC_FORMAT })).toBe('url');
  });

  it('a directory is said in one line', () => {
    const baseDn = 'dc=example,dc=com';
    expect(directoryLine({ url: 'ldaps://a:636', startTls: false, baseDn })).toBe(
      'ldaps://a:636 · dc=example,dc=com'
    );
    expect(directoryLine({ url: 'ldap://a:389', startTls: true, baseDn: '' })).toBe(
      'ldap://a:389 (StartTLS)'
    );
    // StartTLS means nothing where the connection is encrypted already.
    expect(directoryLine({ url: 'ldaps://a:636', startTls: true, baseDn: '' })).toBe(
      'ldaps://a:636'
    );
  });
});

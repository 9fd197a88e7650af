import { problem } from '../../../shared/codes/problems';
import { codeTexts } from '../../../shared/codes/texts';
import { LdapError, resultError } from '../../../server/src/sources/ldap/errors';
import { ConnectorError, SourceError } from '../../../server/src/utils/errors';

const BIND_COMMENT = '80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error';

const errorFor = (code: number, message = '', matchedDn = ''): LdapError =>
  resultError(problem('ldap-doing/bind-by-certificate'), { code, message, matchedDn });

describe('an error of a directory', () => {
  it('is one of its source, its message made of what was found and what to do', () => {
    const error = new LdapError(problem('empty-password'));
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error.message).toBe(
      'user or password is empty: enter both, or choose "anonymous" to read without logging in'
    );
    expect(error).toMatchObject({ name: 'SourceError', code: 'empty-password', transient: false });
  });
});

describe('what a result means', () => {
  it.each([
    [1, 'operations-error', 'refuses the operation', 'enter user and password'],
    [3, 'time-limit', 'time limit was exceeded', 'higher limit'],
    [4, 'size-limit', 'size limit was exceeded', 'higher limit'],
    [7, 'bind-not-supported', 'does not offer this login method', 'another way to sign in'],
    [8, 'encryption-required', 'asks for encryption', 'StartTLS'],
    [10, 'referral', 'another server', 'address of that server'],
    [11, 'size-limit', 'administrative limit', 'higher limit'],
    [12, 'paging-not-supported', 'in pages', '1.2.840.113556.1.4.319'],
    [13, 'encryption-required', 'asks for encryption', 'ldaps://'],
    [18, 'matching-rule-unknown', 'matching rule', 'correct the filter'],
    [32, 'base-dn-not-found', 'no such entry', 'check the base DN'],
    [34, 'invalid-dn', 'not a valid DN', 'spelling'],
    [48, 'bind-refused', 'does not allow this user', 'enter user and password'],
    [49, 'bind-refused', 'user or password is wrong', 'check both'],
    [50, 'not-permitted', 'may not read here', 'right to read'],
    [51, 'server-busy', 'is busy', 'try again later'],
    [52, 'server-unavailable', 'is not available', 'try again later'],
    [53, 'unwilling', 'declined to do this', 'administrator'],
  ])('%i is %s', (code, name, found, advice) => {
    const error = errorFor(code);
    expect(error.code).toBe(name);
    expect(error.message).toMatch(/^logging in by certificate: /);
    expect(error.message).toContain(found);
    expect(error.message).toContain(`(result ${code})`);
    expect(error.message).toContain(advice);
  });

  it.each([2, 5, 6, 9, 14, 16, 17, 19, 21, 33, 36, 54, 64, 65, 71, 80, 123, 4096, -1, NaN])(
    '%d is one that nobody foresaw',
    (code) => {
      const error = errorFor(code);
      expect(error.code).toBe('ldap-result');
      expect(error.message).toContain(`(result ${code})`);
      expect(error.message).toContain('administrator');
      expect(error.transient).toBe(false);
    }
  );

  it('may be another one the next time where the server is busy', () => {
    const codes = Array.from({ length: 130 }, (_, code) => code);
    expect(codes.filter((code) => errorFor(code).transient)).toEqual([51, 52]);
  });
});

describe('why Active Directory refuses a bind', () => {
  it.each([
    ['525', 'the user does not exist'],
    ['52e', 'the password is wrong'],
    ['530', 'at this time'],
    ['531', 'from here'],
    ['532', 'password has expired'],
    ['533', 'the user is disabled'],
    ['701', 'the user has expired'],
    ['773', 'choose a new password'],
    ['775', 'locked out'],
  ])('%s: %s', (data, reason) => {
    const error = errorFor(49, `${BIND_COMMENT}, data ${data}, v4563\0`);
    expect(error.code).toBe('bind-refused');
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain('user or password is wrong');
    expect(error.message).toContain(`data ${data}, v4563"`);
  });

  it.each([
    ['in other letters', `${BIND_COMMENT}, DATA 52E, v4563`, true],
    ['at the end', 'error, data 52e', true],
    ['with an unknown number', `${BIND_COMMENT}, data 52f, v4563`, false],
    ['with a longer number', 'data 52e1', false],
    ['with a number in front', 'data 052e', false],
    ['within a word', 'metadata 52e', false],
    ['with something else', 'data 52eg', false],
    ['without a number', 'no data', false],
    ['without a text', '', false],
    ['like the name of every object', 'data __proto__ data constructor', false],
  ])('%s', (_, message, isKnown) => {
    const { message: found } = errorFor(49, message);
    expect(found.includes('the password is wrong')).toBe(isKnown);
    expect(found.includes('user or password is wrong')).toBe(!isKnown);
  });

  it.each([1, 8, 50, 53, 80])('says nothing with result %i', (code) => {
    expect(errorFor(code, `${BIND_COMMENT}, data 52e, v4563`).message).not.toContain(
      'the password is wrong'
    );
  });
});

describe('what a server says about it', () => {
  it.each([
    ['nothing', '', '', '(result 32)'],
    ['a text', 'no such object', '', '(result 32, "no such object")'],
    ['the nearest entry', '', 'dc=example,dc=com', '(result 32, nearest entry: dc=example,dc=com)'],
    ['both', 'why', 'dc=com', '(result 32, "why", nearest entry: dc=com)'],
    ['line breaks', ' a\r\n\tb\n ', 'dc=\na', '(result 32, "a b", nearest entry: dc= a)'],
    ['control characters', 'a\0\u001b[31mb\u0007\u009b', '', '(result 32, "a [31mb")'],
    ['blanks of other kinds', 'a\u2028\u2029\u00a0\u3000b', '', '(result 32, "a b")'],
    ['letters of all kinds', 'Größe 日本 😀', '', '(result 32, "Größe 日本 😀")'],
  ])('%s', (_, message, matchedDn, shown) => {
    expect(errorFor(32, message, matchedDn).message).toContain(shown);
  });

  it('is not repeated at any length', () => {
    const { message: found } = errorFor(80, ` ${'x'.repeat(1_000_000)}`, 'y'.repeat(1_000_000));
    expect(found).toContain(`"${'x'.repeat(200)}"`);
    expect(found).toContain(`nearest entry: ${'y'.repeat(200)})`);
    expect(found.length).toBeLessThan(600);
  });

  it('is not repeated with what only fills it up', () => {
    expect(errorFor(80, `${'\0'.repeat(100_000)}why${' '.repeat(100_000)}`).message).toContain(
      '"why"'
    );
  });
});

describe('in another language', () => {
  it.each([
    [49, 'data 533, v', 'Anmeldung mit Zertifikat: der Benutzer ist deaktiviert (Ergebnis 49'],
    [51, '', 'Anmeldung mit Zertifikat: der Server ist überlastet (Ergebnis 51): versuchen'],
    [4, '', 'die Größengrenze des Servers ist überschritten (Ergebnis 4)'],
    [11, '', 'die Verwaltungsgrenze des Servers ist überschritten (Ergebnis 11)'],
    [99, 'why', 'der Server antwortete mit einem Fehler (Ergebnis 99, „why“)'],
  ])('result %i says the same', (code, message, text) => {
    expect(codeTexts('de').text(errorFor(code, message).problem)).toContain(text);
  });
});

import config from '../../../server/src/config';
import { defaultOptions } from '../../../server/src/config/options';

const messageFor = (options: unknown): string => {
  try {
    config.validator(options);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('plugin options', () => {
  it('accepts its own defaults', () => {
    expect(() => config.validator(config.default)).not.toThrow();
  });

  it('checks no passwords and gives no secrets unless it is told to', () => {
    expect(defaultOptions.secretAccess).toBe(false);
    expect(defaultOptions.authentication.enabled).toBe(false);
  });

  it('accepts every option set', () => {
    const options = {
      ...defaultOptions,
      writeMode: 'documents',
      encryptionKey: 'a key of at least sixteen',
      network: { ...defaultOptions.network, allowedHosts: ['intranet.example', '10.0.0.0/8'] },
      defaultCountry: 'AT',
      retention: { days: 30 },
      notify: { emails: ['it@example.com'], language: 'de' },
      authentication: { enabled: true, attempts: 10, windowSeconds: 600 },
    };
    expect(messageFor(options)).toBe('');
  });

  it.each([
    [{ writeMode: 'fast' }, 'writeMode: found "fast", expected one of "bulk", "documents"'],
    [{ passwordHashCost: 30 }, 'passwordHashCost: found 30, expected at most 17'],
    [{ passwordHashCost: '14' }, 'passwordHashCost: found "14", expected a number'],
    [{ schedules: 'no' }, 'schedules: found "no", expected true or false'],
    [{ retention: { runs: 0, days: 90 } }, 'retention.runs: found 0, expected at least 1'],
    [{ retention: { runs: 1.5, days: 90 } }, 'retention.runs: found 1.5, expected a whole number'],
    [
      { authentication: { ...defaultOptions.authentication, attempts: 0 } },
      'authentication.attempts: found 0, expected at least 1',
    ],
    [
      { authentication: { ...defaultOptions.authentication, windowSeconds: 5 } },
      'authentication.windowSeconds: found 5, expected at least 60',
    ],
    [
      { authentication: { ...defaultOptions.authentication, enabled: 'yes' } },
      'authentication.enabled: found "yes", expected true or false',
    ],
    [{ writeMod: 'bulk' }, 'writeMod: is not known here; check its spelling or remove it'],
    [
      { limits: { ...defaultOptions.limits, rowSecond: 1 } },
      'limits.rowSecond: is not known here; check its spelling or remove it',
    ],
    [
      { network: { ...defaultOptions.network, allowedHosts: 'localhost' } },
      'network.allowedHosts: found "localhost", expected a list',
    ],
    [
      { network: { ...defaultOptions.network, allowedHosts: ['intranet', '10.0.0.0/99'] } },
      'network.allowedHosts: "10.0.0.0/99" is no host name, no address and no range',
    ],
    [{ defaultCountry: 'Germany' }, 'defaultCountry: There is no country "Germany"'],
    [{ notify: { language: 'it' } }, 'notify.language: found "it", expected one of'],
  ])('refuses %j and says what it expected', (change, message) => {
    expect(messageFor({ ...defaultOptions, ...change })).toContain(`- ${message}`);
  });

  it('names every option that is wrong', () => {
    const message = messageFor({ ...defaultOptions, writeMode: 1, schedules: 2 });
    expect(message).toContain('writeMode');
    expect(message).toContain('schedules');
  });

  it('never repeats an encryption key', () => {
    expect(messageFor({ ...defaultOptions, encryptionKey: 'short-key' })).not.toContain(
      'short-key'
    );
  });
});

import { englishOf } from '../../../shared/codes/texts';
import { profileSchema, type ReadyProfile } from '../../../shared/profile';
import { check, validate } from '../../../server/src/utils/validation';

const minimal = { name: 'Users from CSV', source: { type: 'csv', delivery: 'upload' } };

const messagesFor = (data: unknown): string[] => {
  const result = check(profileSchema, data);
  return result.success
    ? []
    : result.problems.map((one) => `${one.path.join('.')}: ${englishOf(one)}`);
};

describe('profile file', () => {
  it('fills in the defaults of the design', () => {
    const expected: ReadyProfile = {
      name: 'Users from CSV',
      comment: '',
      source: {
        type: 'csv',
        delivery: 'upload',
        encoding: 'auto',
        delimiter: 'auto',
        lineSeparator: 'auto',
        enclosure: 'auto',
        headerRow: 'auto',
        sheet: 'auto',
      },
      mode: 'create-update-remove',
      preFilter: '',
      variables: [],
      fields: null,
      template: '',
      match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
      reveal: [],
      existing: 'update',
      ownedByOthers: 'conflict',
      generate: { extension: { from: 100, to: 999 }, password: true, sipPassword: true, pin: true },
      limits: { removePercent: 20, removeCount: null, updatePercent: null, minimumPopulation: 10 },
      missing: { do: 'remove', removeAfterDays: null, afterRuns: 1 },
      writing: { user: {}, phonebookEntry: {}, phone: {} },
      handEdited: 'overwrite',
      returning: 'never',
      renamed: 'ask',
      numbering: { country: null, prefix: null, extensionLength: null },
      adminRoles: [],
      schedule: { enabled: false, cron: '0 2 * * *', timezone: 'UTC', catchUp: false },
      notify: { emails: [], language: 'en' },
    };
    expect(validate(profileSchema, minimal)).toEqual(expected);
  });

  it('reads what it wrote', () => {
    const file = validate(profileSchema, minimal);
    expect(validate(profileSchema, JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it('keeps null where null means none', () => {
    const limits = {
      removePercent: null,
      removeCount: null,
      updatePercent: null,
      minimumPopulation: 0,
    };
    const file = validate(profileSchema, { ...minimal, generate: { extension: null }, limits });
    expect(file.generate.extension).toBeNull();
    expect(file.limits).toEqual(limits);
  });

  it('takes a list of attributes as the key of records', () => {
    const matched = (match: object) => validate(profileSchema, { ...minimal, match }).match;
    const lists = {
      user: ['firstName', 'lastName', 'email'],
      phonebookEntry: ['displayName', 'organisation'],
      phone: ['name', 'ip'],
    };
    expect(matched(lists)).toEqual(lists);
    expect(matched({ user: ['email'], phonebookEntry: ['displayName'], phone: ['mac'] })).toEqual({
      user: 'email',
      phonebookEntry: 'displayName',
      phone: 'mac',
    });
  });

  it('trims the name', () => {
    expect(validate(profileSchema, { ...minimal, name: '  A  ' }).name).toBe('A');
  });

  it.each([
    [{ name: '   ' }, 'name: found "", expected at least 1 character'],
    [{ name: 'two\nlines' }, 'name: expected text without line breaks'],
    [{ name: 'x'.repeat(101) }, 'expected at most 100 characters'],
    [
      { mode: 'mirror' },
      'mode: found "mirror", expected one of "create-update-remove", "create-update", "create-only", "update-only", "replace"',
    ],
    [{ source: { type: 'xlsx' } }, 'source.type: found "xlsx", expected one of "csv"'],
    [
      { source: { type: 'csv', delivery: 'ftp' } },
      'source.delivery: found "ftp", expected one of "upload", "url"',
    ],
    [{ source: { type: 'csv', delivery: 'url' } }, 'source.url: found nothing, expected text'],
    [{ source: { ...minimal.source, url: 'https://a.example' } }, 'source.url: is not known here'],
    [
      { source: { ...minimal.source, headerRow: -1 } },
      'source.headerRow: found -1, expected at least 0',
    ],
    [{ source: { ...minimal.source, headerRow: '1' } }, 'source.headerRow: expected "auto"'],
    [{ source: { ...minimal.source, headerRow: 'first' } }, 'source.headerRow: expected "auto"'],
    [
      { source: { ...minimal.source, enclosure: '""' } },
      'source.enclosure: expected one character',
    ],
    [
      { match: { user: 'displayName' } },
      'match.user: expected one of "username", "externalId", "email", "extension", or several of username',
    ],
    [
      { match: { phonebookEntry: ['organisation', 'notes'] } },
      'match.phonebookEntry: expected one of "externalId", "email"',
    ],
    [
      { match: { phonebookEntry: ['displayName', 'displayName'] } },
      'match.phonebookEntry: expected one of "externalId", "email"',
    ],
    [
      { match: { phonebookEntry: 'notes' } },
      'match.phonebookEntry: expected one of "externalId", "email"',
    ],
    [{ match: { phone: 'ip' } }, 'match.phone: expected one of "mac", "name", or several of mac'],
    [{ match: { phone: ['mac', 'sipPassword'] } }, 'match.phone: expected one of "mac", "name"'],
    [{ match: { user: [] } }, 'match.user: expected one of "username"'],
    [{ match: { user: ['firstName'] } }, 'match.user: expected one of "username"'],
    [{ limits: { removePercent: 101 } }, 'limits.removePercent: found 101, expected at most 100'],
    [{ limits: { removeCount: -1 } }, 'limits.removeCount: found -1, expected at least 0'],
    [
      { generate: { extension: { from: 0, to: 9 } } },
      'generate.extension.from: found 0, expected at least 1',
    ],
    [{ generate: { password: 'yes' } }, 'generate.password: found'],
    [
      { notify: { emails: ['nobody'] } },
      'notify.emails.0: found "nobody", expected an e-mail address',
    ],
    [
      { variables: [{ name: '', expression: 'a' }] },
      'variables.0.name: found "", expected at least 1 character',
    ],
    [{ templates: '{}' }, 'templates: is not known here'],
    [{ template: 'x'.repeat(262_145) }, 'template: found'],
  ])('refuses %j', (change, message) => {
    expect(messagesFor({ ...minimal, ...change })).toEqual([expect.stringContaining(message)]);
  });

  it('takes a secret, its marker or nothing, and never repeats one', () => {
    const source = (password: unknown) => ({
      ...minimal,
      source: {
        type: 'csv',
        delivery: 'url',
        url: 'https://a.example',
        auth: { type: 'basic', username: 'u', password },
      },
    });
    expect(messagesFor(source('s3cret'))).toEqual([]);
    expect(messagesFor(source({ set: true }))).toEqual([]);
    expect(messagesFor(source(undefined))).toEqual([]);
    expect(messagesFor(source(''))).toHaveLength(1);
    expect(messagesFor(source(['s3cret'])).join()).not.toContain('s3cret');
  });

  it('does not take keys of an object’s prototype for its own', () => {
    expect(
      messagesFor(
        JSON.parse(`{"__proto__": {"name": "x"}, "source": ${JSON.stringify(minimal.source)}}`)
      )
    ).not.toEqual([]);
  });
});

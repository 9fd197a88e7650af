import { profileSchema } from '../../../shared/profile';
import { EMPTY_DRAFT, type WizardDraft } from '../../../admin/src/pages/wizard/model/draft';
import { profileOf } from '../../../admin/src/pages/wizard/model/profile';
import {
  firstStepOf,
  isGone,
  messageOf,
  messagesOf,
} from '../../../admin/src/pages/wizard/model/server-problems';
import { asSentence } from '../../../admin/src/utils/sentence';
import { TARGET_FIELDS } from '../../../admin/src/pages/wizard/model/fields';

const MAPPED = { template: '{}', key: 'username' as const };

const draft = (part: Partial<WizardDraft>): WizardDraft => ({
  ...EMPTY_DRAFT,
  name: ' Staff ',
  ...part,
});

describe('profileOf', () => {
  test('what nobody changed is what the server takes by default', () => {
    const profile = profileOf(draft({}), MAPPED, 'UTC');
    const source = { type: 'csv', delivery: 'upload' };
    expect(profile).toEqual(profileSchema.parse({ name: 'Staff', template: '{}', source }));
  });

  test('the server takes what was changed', () => {
    const given = draft({
      kind: 'url',
      url: {
        url: ' https://hr.example.com/a.csv ',
        auth: 'basic',
        username: 'joe',
        password: 'secret',
        token: 'other',
        ca: ' PEM ',
      },
      format: { ...EMPTY_DRAFT.format, delimiter: '~' },
      policy: { ...EMPTY_DRAFT.policy, mode: 'replace', extension: false, removePercent: 5 },
    });
    const profile = profileOf(given, { ...MAPPED, key: 'externalId' }, 'Europe/Berlin');
    expect(profileSchema.parse(profile)).toEqual(profile);
    expect(profile).toMatchObject({
      source: {
        delivery: 'url',
        url: 'https://hr.example.com/a.csv',
        auth: { type: 'basic', username: 'joe', password: 'secret' },
        ca: 'PEM',
        delimiter: '~',
      },
      mode: 'replace',
      match: { user: 'externalId' },
      generate: { extension: null, pin: true },
      limits: { removePercent: 5 },
      schedule: { enabled: false, timezone: 'Europe/Berlin' },
    });
    expect(JSON.stringify(profile)).not.toContain('other');
  });

  test('a token goes alone, and without authentication nothing goes', () => {
    const url = { ...EMPTY_DRAFT.url, url: 'https://hr.example.com/a.csv', token: 'x' };
    const source = (auth: 'none' | 'bearer') =>
      profileOf(draft({ kind: 'url', url: { ...url, auth } }), MAPPED, 'UTC').source;
    expect(source('bearer')).toMatchObject({ auth: { type: 'bearer', token: 'x' } });
    expect(source('none')).not.toHaveProperty('auth');
    expect(source('none')).not.toHaveProperty('ca');
  });
});

describe('what the server finds wrong', () => {
  const OPTIONS = {
    kind: 'url' as const,
    wordsOf: ({ message }: { message: string }) => message,
    placeOf: (path: string[]) => path,
  };

  const error = (...errors: { path: string[]; message: string }[]) => ({
    status: 400,
    message: 'first',
    details: { errors },
  });

  test('stands beside its input', () => {
    const messages = messagesOf(
      error(
        { path: ['name'], message: 'taken' },
        { path: ['source', 'auth', 'password'], message: 'missing' },
        { path: ['source', 'url'], message: 'no address' },
        { path: ['generate', 'extension'], message: 'range' },
        { path: ['notify', 'emails', '0'], message: 'no email' }
      ),
      OPTIONS
    );
    expect(messages).toEqual({
      name: 'taken',
      password: 'missing',
      url: 'no address',
      extension: 'range',
      other: 'no email',
    });
  });

  test('is complete where an input has several problems', () => {
    const messages = messagesOf(
      error({ path: ['template'], message: 'one' }, { path: ['template'], message: 'two' }),
      OPTIONS
    );
    expect(messages).toEqual({ fields: 'one\ntwo' });
  });

  test('leads to the first step that it concerns', () => {
    expect(firstStepOf({ removePercent: 'x', delimiter: 'x' })).toBe('format');
    expect(firstStepOf({ other: 'x' })).toBe('finish');
  });

  test.each([undefined, null, 'x', {}, error(), { details: { errors: [{ message: 'x' }] } }])(
    'is nothing in %j',
    (given) => {
      expect(messagesOf(given, OPTIONS)).toBeNull();
    }
  );

  test('is told from what is gone, and says something or nothing', () => {
    expect(isGone({ status: 404 })).toBe(true);
    expect(isGone({ status: 400 })).toBe(false);
    expect(isGone(undefined)).toBe(false);
    expect(messageOf({ message: 'no' })).toBe('no');
    expect(messageOf({ message: '' })).toBeNull();
  });

  test('becomes a sentence', () => {
    expect(asSentence('the file is empty')).toBe('The file is empty.');
    expect(asSentence('line 2: is it right?')).toBe('Line 2: is it right?');
  });
});

test('every field is offered once, the usual ones first', () => {
  for (const { type, fields } of TARGET_FIELDS) {
    const ids = fields.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith(`${type}.`))).toBe(true);
    const usual = fields.map(({ isUsual }) => isUsual);
    expect(usual.lastIndexOf(true)).toBeLessThan(usual.indexOf(false));
  }
});

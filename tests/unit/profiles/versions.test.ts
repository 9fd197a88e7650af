import { type ProfileInput, profileSchema } from '../../../shared/profile';
import {
  changedSettings,
  OutdatedProfileError,
  withChange,
} from '../../../server/src/profiles/save';
import { outdatedOf } from '../../../admin/src/utils/answers';
import { validate } from '../../../server/src/utils/validation';

const upload = { type: 'csv', delivery: 'upload' };
const profile = (change: object = {}): ProfileInput =>
  validate(profileSchema, { name: 'A', source: upload, ...change });

const changed = (change: object, secrets = {}): string[] =>
  changedSettings({ file: profile(), secrets: {} }, { file: profile(change), secrets });

describe('the settings in which two versions differ', () => {
  it.each([
    ['nothing', {}, []],
    ['the name', { name: 'B' }, ['name']],
    ['one limit', { limits: { updatePercent: 3 } }, ['limits.updatePercent']],
    [
      'two parts of the source',
      { source: { ...upload, encoding: 'utf-8', delimiter: ';' } },
      ['source.encoding', 'source.delimiter'],
    ],
    ['a list', { variables: [{ name: 'x', expression: '1' }] }, ['variables']],
    ['a range that goes', { generate: { extension: null } }, ['generate.extension']],
  ])('are named: %s', (_name, change, settings) => {
    expect(changed(change)).toEqual(settings);
  });

  it('name a secret and do not tell it', () => {
    expect(changed({}, { password: 'hush' })).toEqual(['source.password']);
  });
});

describe('an outdated save', () => {
  const change = {
    version: 3,
    at: '2026-03-01T02:00:00.000Z',
    by: 'ada@example.com',
    settings: ['mode'],
  };

  it('says who changed what and when', () => {
    const { message, code } = new OutdatedProfileError('Staff', 3, [change]);
    expect(code).toBe('profile-changed');
    expect(message).toContain('ada@example.com changed mode at 2026-03-01T02:00:00.000Z');
  });

  it('is understood by the panel, and nothing else is taken for it', () => {
    const error = { details: { code: 'profile-changed', version: 3, changes: [change] } };
    expect(outdatedOf(error)).toEqual({ version: 3, changes: [change] });
    for (const other of [
      null,
      {},
      { details: { code: 'already-running' } },
      { details: { errors: [] } },
    ]) {
      expect(outdatedOf(other)).toBeNull();
    }
  });

  it('tells of the latest changes only', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ...change, version: index }));
    const kept = withChange(many, { ...change, version: 60 });
    expect(kept).toHaveLength(50);
    expect(kept.at(-1)?.version).toBe(60);
  });
});

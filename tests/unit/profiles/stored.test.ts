import { codeTexts } from '../../../shared/codes/texts';
import { profileSchema } from '../../../shared/profile';
import { brokenProfile, storedFile } from '../../../server/src/profiles/stored';
import { problemOf } from '../../../server/src/utils/errors';
import { validate } from '../../../server/src/utils/validation';

const whole = validate(profileSchema, {
  name: 'Staff',
  comment: 'kept',
  source: { type: 'csv', delivery: 'upload' },
});

describe('a stored profile', () => {
  it('that fits is as it is stored, and gets the defaults of what is new', () => {
    expect(storedFile(whole)).toEqual({ file: whole, problems: [] });
    expect(storedFile({ ...whole, limits: null, notify: undefined })).toEqual({
      file: whole,
      problems: [],
    });
    const before = storedFile({ ...whole, notify: { emails: ['a@example.com'] } });
    expect(before.file.notify).toEqual({ emails: ['a@example.com'], language: 'en' });
    expect(before.problems).toEqual([]);
  });

  it.each([
    ['mode', 'sideways', 'create-update-remove'],
    ['source', { type: 'carrier-pigeon' }, whole.source],
    ['source', 'not even JSON {', whole.source],
    ['limits', { removePercent: -1 }, whole.limits],
    ['variables', 'none', []],
    ['notify', { emails: ['nobody'] }, whole.notify],
    ['name', 'x'.repeat(300), 'x'.repeat(300)],
  ])('is broken by its %s, which has its default, and by nothing else', (field, value, shown) => {
    const stored = storedFile({ ...whole, [field]: value });
    expect(stored.problems.length).toBeGreaterThan(0);
    expect(new Set(stored.problems.map(({ path: [place] }) => place))).toEqual(new Set([field]));
    expect(stored.file).toEqual({ ...whole, [field]: shown });
    const broken = brokenProfile(stored);
    expect(broken).toMatchObject({
      code: 'profile-broken',
      message: expect.stringContaining(`${field}`),
    });
    const inGerman = codeTexts('de').text(problemOf(broken));
    expect(inGerman).toContain(`passt nicht mehr (${field}`);
    expect(inGerman).not.toMatch(/expected|found/);
  });

  it('is broken by a schedule that never comes, if it is switched on', () => {
    const schedule = { enabled: true, cron: '0 0 31 2 *', timezone: 'Mars/Olympus' };
    expect(storedFile({ ...whole, schedule }).problems).toMatchObject([
      { path: ['schedule', 'cron'] },
      { path: ['schedule', 'timezone'] },
    ]);
    const off = { ...schedule, enabled: false };
    expect(storedFile({ ...whole, schedule: off }).problems).toEqual([]);
  });
});

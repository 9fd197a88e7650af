import { codeTexts } from '../../../shared/codes/texts';
import { profileSchema } from '../../../shared/profile';
import {
  brokenProfile,
  columnsOf,
  settingsSinceMs,
  storedFile,
  withStaying,
  type ProfileRow,
} from '../../../server/src/profiles/stored';
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

describe('what a stored profile does with missing people', () => {
  const row = columnsOf({
    ...whole,
    missing: { do: 'disable', removeAfterDays: 90, afterRuns: 3 },
  }) as unknown as ProfileRow;

  it('stays, but for what happens to them, where an older file says only that', () => {
    const saved = (missing: 'disable' | 'remove') => {
      const file = { ...whole, missing: { do: missing, removeAfterDays: null, afterRuns: 1 } };
      return withStaying(file, { missing }, row).missing;
    };
    expect(saved('disable')).toEqual({ do: 'disable', removeAfterDays: 90, afterRuns: 3 });
    expect(saved('remove')).toEqual({ do: 'remove', removeAfterDays: null, afterRuns: 3 });
  });

  it('is what a file says in whole', () => {
    const missing = { do: 'disable', removeAfterDays: null, afterRuns: 1 } as const;
    expect(withStaying({ ...whole, missing }, { missing }, row).missing).toEqual(missing);
  });
});

describe('the schedule of a stored profile', () => {
  const row = columnsOf({
    ...whole,
    schedule: { ...whole.schedule, catchUp: true },
  }) as unknown as ProfileRow;

  it('keeps catchUp where a file has a schedule that says nothing of it', () => {
    const { catchUp: _catchUp, ...older } = whole.schedule;
    const saved = (data: object) => withStaying(whole, data, row).schedule.catchUp;
    expect(saved({ schedule: older })).toBe(true);
    expect(saved({ schedule: { ...older, catchUp: false } })).toBe(false);
    expect(saved({})).toBe(false);
  });

  const at = (hour: number) => `2026-03-01T0${hour}:00:00.000Z`;
  const change = (version: number, ...settings: string[]) => ({
    ...{ version, at: at(version), by: null, settings },
  });

  it.each([
    ['was made', null, 1],
    ['was made, with other changes since', [change(2, 'comment'), change(3, 'mode')], 1],
    ['had its schedule changed', [change(2, 'schedule.cron'), change(3, 'comment')], 2],
    [
      'had its schedule changed last',
      [change(2, 'schedule.cron'), change(3, 'schedule.enabled')],
      3,
    ],
    ['had the first change that is still known', [change(4, 'comment'), change(5, 'mode')], 4],
  ])('is as old as when the profile %s', (_what, changes, expected) => {
    const made = Date.parse(at(1));
    const stored = { ...row, changes, createdAtMs: made, savedAtMs: made };
    expect(new Date(settingsSinceMs(stored, 'schedule.')).toISOString()).toBe(at(expected));
  });
});

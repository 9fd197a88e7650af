import { NEW_PROFILE, profileSchema, type ProfileInput } from '../../../shared/profile';
import type { Fields } from '../../../shared/profile/fields';
import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';
import { emptyDraft, profileOf, proposedProfile } from '../../../admin/src/pages/new/draft';
import { sentOf } from '../../../admin/src/profile-form/problems';
import { isGone } from '../../../admin/src/utils/answers';
import { asSentence } from '../../../admin/src/utils/sentence';

const FIELDS: Fields = [{ type: 'user', values: { username: { column: 'Login' } } }];

const sent = (part: Partial<ProfileInput>) =>
  sentOf(profileOf({ ...NEW_PROFILE, name: ' Staff ', fields: FIELDS, ...part }, 'UTC'));

describe('the profile that the wizard makes', () => {
  test('is what the server takes by default where nobody changed anything', () => {
    const source = { type: 'csv', delivery: 'upload' };
    const expected = profileSchema.parse({ name: 'Staff', fields: FIELDS, source });
    expect(profileSchema.parse(sent({}))).toEqual(expected);
  });

  test('keeps a mapping that was written elsewhere, whatever the columns propose', () => {
    const draft = emptyDraft('upload');
    const written = {
      ...draft.profile,
      name: 'pascom',
      preFilter: 'return $row["a"];',
      template: '{"phonebook": []}',
      match: { ...NEW_PROFILE.match, phonebookEntry: ['displayName', 'organisation'] },
    };
    const columns = { fields: FIELDS, preFilter: 'Login != ""', columns: ['Login'] };
    const contacts = { fields: FIELDS, preFilter: '', match: {}, isLikely: true };
    for (const found of [null, contacts]) {
      const profile = proposedProfile({ profile: written, filter: null }, columns, found);
      expect(profile).toEqual(written);
    }
    expect(proposedProfile({ profile: written, filter: 'a' }, columns, null).preFilter).toBe('a');
  });

  test('has what was changed', () => {
    const profile = sent({
      name: 'Staff',
      match: { ...NEW_PROFILE.match, user: 'externalId' },
      source: {
        type: 'csv',
        delivery: 'url',
        url: ' https://hr.example.com/a.csv ',
        auth: { type: 'basic', username: 'joe', password: 'secret' },
        ...AUTOMATIC_FORMAT,
        delimiter: '~',
      },
      mode: 'replace',
      generate: { ...NEW_PROFILE.generate, extension: null },
      limits: { ...NEW_PROFILE.limits, removePercent: 5 },
    });
    expect(profileSchema.parse(profile)).toEqual({ ...profile, notify: NEW_PROFILE.notify });
    expect(profile).toMatchObject({
      source: {
        delivery: 'url',
        url: 'https://hr.example.com/a.csv',
        auth: { type: 'basic', username: 'joe', password: 'secret' },
        delimiter: '~',
      },
      mode: 'replace',
      match: { user: 'externalId' },
      generate: { extension: null, pin: true },
      limits: { removePercent: 5 },
    });
  });

  test('leaves it to the settings who is told of its runs', () => {
    expect(sent({})).not.toHaveProperty('notify');
  });

  test('has no limit that its mode does not ask for', () => {
    const limits = { ...NEW_PROFILE.limits, removePercent: 500 };
    expect(sent({ mode: 'create-update', limits }).limits).toEqual(NEW_PROFILE.limits);
    expect(sent({ mode: 'create-only', limits }).limits).toEqual(NEW_PROFILE.limits);
    expect(sent({ mode: 'replace', limits }).limits).toEqual(limits);
    expect(sent({ limits }).limits).toEqual(limits);
  });

  test('runs by the clock of the person who makes it', () => {
    const { schedule } = profileOf(NEW_PROFILE, 'Europe/Berlin');
    expect(schedule).toMatchObject({ enabled: false, timezone: 'Europe/Berlin' });
  });
});

test('what is gone is told from what is wrong', () => {
  expect(isGone({ status: 404 })).toBe(true);
  expect(isGone({ status: 400 })).toBe(false);
  expect(isGone(undefined)).toBe(false);
});

test('a message becomes a sentence', () => {
  expect(asSentence('the file is empty')).toBe('The file is empty.');
  expect(asSentence('line 2: is it right?')).toBe('Line 2: is it right?');
});

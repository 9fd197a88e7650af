import type { MISSING_POLICIES, Mode } from '../../../shared/profile';
import {
  noteKindOf,
  overwritesEdits,
  typeOfModel,
} from '../../../admin/src/content-manager/origin';

describe('the content types with a panel', () => {
  it('are those that runs write', () => {
    expect(typeOfModel('plugin::directory-connector.user')).toBe('user');
    expect(typeOfModel('plugin::directory-connector.phonebook-entry')).toBe('phonebookEntry');
    expect(typeOfModel('plugin::directory-connector.phone')).toBe('phone');
  });

  it('are no others', () => {
    expect(typeOfModel('plugin::users-permissions.user')).toBeNull();
    expect(typeOfModel('plugin::directory-connector.connector-run')).toBeNull();
    expect(typeOfModel('constructor')).toBeNull();
  });
});

describe('the note on a record', () => {
  const profile = { id: 'a', name: 'Staff' };
  const present = {
    profile,
    owners: [],
    missingSince: null,
    missingRuns: null,
    removedAt: null,
  };
  const missing = { ...present, missingSince: '2026-01-05T02:00:00.000Z' };

  const ownerOf = (mode: Mode, what: (typeof MISSING_POLICIES)[number] = 'remove') => ({
    mode,
    missing: { do: what, removeAfterDays: null, afterRuns: 1 },
    handEdited: 'overwrite' as const,
  });

  it.each<Mode>(['create-update-remove', 'create-update', 'replace'])(
    'says that the next run overwrites it in mode %s',
    (mode) => {
      expect(noteKindOf(present, ownerOf(mode))).toBe('overwrite');
    }
  );

  it('says that it leaves what people change, where the profile does', () => {
    const owner = { ...ownerOf('create-update'), handEdited: 'keep' as const };
    expect(noteKindOf(present, owner)).toBe('keep-edits');
  });

  it('says so, too, while the mode is not known', () => {
    expect(noteKindOf(present, undefined)).toBe('overwrite');
  });

  it('says that nothing changes it where the profile only creates', () => {
    expect(noteKindOf(present, ownerOf('create-only'))).toBe('create-only');
    expect(noteKindOf(missing, ownerOf('create-only'))).toBe('create-only');
  });

  it('says that the source no longer has it', () => {
    expect(noteKindOf(missing, ownerOf('create-update-remove', 'disable'))).toBe('missing');
    expect(noteKindOf(missing, ownerOf('create-update', 'remove'))).toBe('missing');
  });

  it('says that it goes where the profile has been changed to remove what is missing', () => {
    expect(noteKindOf(missing, ownerOf('create-update-remove', 'remove'))).toBe('leaving');
    expect(noteKindOf(missing, ownerOf('replace', 'disable'))).toBe('leaving');
  });

  it('says that it goes once its time is over', () => {
    const leaving = { ...missing, removedAt: '2026-02-05T02:00:00.000Z' };
    expect(noteKindOf(leaving, ownerOf('create-update-remove', 'disable'))).toBe('leaving-later');
    expect(noteKindOf(leaving, ownerOf('create-update-remove', 'remove'))).toBe('leaving');
  });

  it('says that nothing happens before it is missing in more runs', () => {
    const waiting = { ...present, missingRuns: { found: 1, needed: 3 } };
    expect(noteKindOf(waiting, ownerOf('create-update-remove'))).toBe('waiting');
  });

  it('says that several profiles own it, whatever one of them does', () => {
    const owner = { profile, key: 'username:ann', leads: ['extension'] };
    const shared = { ...present, owners: [owner, { ...owner, leads: [] }] };
    expect(noteKindOf(shared, ownerOf('create-only'))).toBe('shared');
    expect(noteKindOf(shared, undefined)).toBe('shared');
  });

  it('says that nobody owns it', () => {
    expect(noteKindOf({ ...present, profile: null }, undefined)).toBe('nobody');
  });
});

describe('what people change of the fields of a profile', () => {
  it('is overwritten, unless the profile keeps it or only creates', () => {
    const usual = { mode: 'create-update', handEdited: 'overwrite' } as const;
    expect(overwritesEdits(usual)).toBe(true);
    expect(overwritesEdits({ ...usual, handEdited: 'keep' })).toBe(false);
    expect(overwritesEdits({ ...usual, mode: 'create-only' })).toBe(false);
  });
});

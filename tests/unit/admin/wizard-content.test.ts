import type { ContactMatch } from '../../../shared/contracts/mapping';
import { NEW_PROFILE, profileSchema } from '../../../shared/profile';
import type { Fields } from '../../../shared/profile/fields';
import {
  contentOf,
  emptyDraft,
  ofContacts,
  profileOf,
  proposedProfile,
  type WizardDraft,
  withContent,
  withKind,
  withPreset,
  withSetting,
} from '../../../admin/src/pages/new/draft';
import { restoreDraft, storeDraft } from '../../../admin/src/pages/new/stored-draft';
import { contactKeyOf } from '../../../admin/src/profile-form/assignment/assignment';

const ENTRY: Fields = [
  {
    type: 'phonebookEntry',
    values: { displayName: { column: 'Name' }, organisation: { column: 'Firma' } },
  },
];
const USER: Fields = [{ type: 'user', values: { username: { column: 'Login' } } }];

const CONTACTS: ContactMatch = {
  fields: ENTRY,
  preFilter: "$is(Art, 'Kontakt')",
  match: { phonebookEntry: ['displayName', 'organisation'] },
  isLikely: true,
};

const EMPTY = emptyDraft('upload');

const only = (...names: string[]): Fields => [
  {
    type: 'phonebookEntry',
    values: Object.fromEntries(names.map((name) => [name, { text: 'x' }])),
  },
];

describe('what a file holds', () => {
  test('is what its columns look like, until a person says it', () => {
    expect(contentOf(EMPTY, null)).toBe('people');
    expect(contentOf(EMPTY, { ...CONTACTS, isLikely: false })).toBe('people');
    expect(contentOf(EMPTY, CONTACTS)).toBe('contacts');
    expect(contentOf({ ...EMPTY, content: 'people' }, CONTACTS)).toBe('people');
    expect(contentOf({ ...EMPTY, content: 'contacts' }, null)).toBe('contacts');
  });

  test('is people where their fields were chosen already, and in a directory', () => {
    const chosen = { ...EMPTY, profile: { ...NEW_PROFILE, fields: USER } };
    expect(contentOf(chosen, CONTACTS)).toBe('people');
    expect(contentOf(withKind({ ...EMPTY, content: 'contacts' }, 'ldap'), CONTACTS)).toBe('people');
  });

  test('that is another gets other fields', () => {
    const chosen = { ...EMPTY, profile: { ...NEW_PROFILE, fields: USER } };
    expect(withContent(chosen, 'contacts')).toMatchObject({
      content: 'contacts',
      profile: { fields: null },
    });
  });

  test('is kept with the draft', () => {
    const draft = withContent(EMPTY, 'contacts');
    const kept = storeDraft(draft, '2026-05-04T03:02:01.000Z');
    expect(restoreDraft(kept)?.draft).toEqual(draft);
    const other = JSON.stringify({ draft: { ...draft, content: 'x' }, savedAt: '2026-05-04' });
    expect(restoreDraft(other)?.draft.content).toBeNull();
  });
});

describe('a draft', () => {
  const PROPOSAL = { fields: USER, preFilter: '$is(a, "x")', columns: ['Login'] };

  test('has the filter of an export until a person chooses another one, or none', () => {
    const filterOf = (draft: WizardDraft) => proposedProfile(draft, PROPOSAL, null).preFilter;
    expect(filterOf(EMPTY)).toBe('$is(a, "x")');
    const change = { path: 'preFilter', content: 'people' } as const;
    const cleared = withSetting(EMPTY, { ...change, value: '' });
    expect(filterOf(cleared)).toBe('');
    const other = withSetting(cleared, { ...change, value: '$is(b, "y")' });
    expect(filterOf(other)).toBe('$is(b, "y")');
    expect(proposedProfile(other, { ...CONTACTS, columns: [] }, CONTACTS).preFilter).toBe(
      '$is(b, "y")'
    );
    expect(filterOf(withContent(other, 'people'))).toBe('$is(a, "x")');
    expect(restoreDraft(storeDraft(other, '2026-05-04T03:02:01.000Z'))?.draft).toEqual(other);
  });

  test('is tried as it will be saved: with what is proposed, and by what identifies people', () => {
    expect(proposedProfile(EMPTY, PROPOSAL, null)).toMatchObject({
      fields: USER,
      match: { user: 'username' },
    });
    const other: Fields = [{ type: 'user', values: { externalId: { column: 'Login' } } }];
    const draft = { ...EMPTY, profile: { ...NEW_PROFILE, fields: other } };
    expect(proposedProfile(draft, PROPOSAL, null)).toMatchObject({
      fields: other,
      match: { user: 'externalId' },
    });
    expect(proposedProfile(EMPTY, { ...PROPOSAL, fields: [] }, null).fields).toBeNull();
  });

  test('that is said to be an export begins with what that has', () => {
    const chosen = withContent(
      { ...EMPTY, filter: 'a', profile: { ...NEW_PROFILE, fields: USER } },
      'people'
    );
    expect(withPreset(chosen, 'entra-users')).toEqual({ ...EMPTY, preset: 'entra-users' });
    const kept = storeDraft(withPreset(EMPTY, 'entra-users'), '2026-05-04T03:02:01.000Z');
    expect(restoreDraft(kept)?.draft.preset).toBe('entra-users');
  });

  test('keeps what rows were taken for with the fields that are filled', () => {
    const change = { path: 'fields', value: USER, content: 'contacts' } as const;
    expect(withSetting(EMPTY, change)).toMatchObject({
      content: 'contacts',
      profile: { fields: USER },
    });
  });
});

describe('the profile of contacts', () => {
  test('has no users, and what the export has them told apart by', () => {
    const draft = { profile: { ...NEW_PROFILE, name: 'Contacts' }, filter: null };
    const profile = proposedProfile(draft, { ...CONTACTS, columns: [] }, CONTACTS);
    const sent = profileOf(profile, 'UTC');
    expect(profileSchema.parse(sent)).toEqual({ ...sent, notify: NEW_PROFILE.notify });
    expect(sent).toMatchObject({
      fields: ENTRY,
      preFilter: "$is(Art, 'Kontakt')",
      match: { user: 'username', phonebookEntry: ['displayName', 'organisation'] },
    });
  });

  test('takes the fields that were chosen', () => {
    const fields = only('displayName');
    expect(ofContacts({ ...NEW_PROFILE, fields }, CONTACTS)).toMatchObject({
      fields,
      match: { phonebookEntry: 'displayName' },
    });
  });
});

test.each([
  [
    only('displayName', 'organisation'),
    ['displayName', 'organisation'],
    ['displayName', 'organisation'],
  ],
  [only('displayName', 'phone'), ['displayName', 'organisation'], 'displayName'],
  [only('displayName', 'externalId'), 'externalId', 'externalId'],
  [only('displayName'), 'externalId', 'displayName'],
  [only('organisation'), ['displayName', 'organisation'], null],
  [[], undefined, null],
])('contacts are told apart by what is filled (%#)', (fields, proposed, expected) => {
  expect(contactKeyOf(fields, proposed)).toEqual(expected);
});

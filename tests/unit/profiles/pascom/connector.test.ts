import { inEnglish } from '../../../../shared/codes/texts';
import type { PastedConnector } from '../../../../shared/contracts/pascom';
import { readConnector } from '../../../../server/src/profiles/pascom';

const USERS = `{ "identity": [{
  "003use_bez": "{{{displayname}}}",
  "003use_name": "{{{username}}}"
}] }`;

const read = (part: Partial<PastedConnector> = {}) =>
  readConnector({
    preFilter: '',
    variables: '',
    structure: USERS,
    kind: null,
    mode: 'create-update-remove',
    automation: 'none',
    ...part,
  });

type Draft = ReturnType<typeof read>;

/** The notes with this code: what they are of, and their line. */
const notesWith = ({ notes }: Draft, code: string) =>
  notes
    .filter((note) => note.code === code)
    .map(({ severity, path, line }) => [severity, path.join('.'), line]);

const textOf = ({ notes }: Draft, code: string): string =>
  notes
    .filter((note) => note.code === code)
    .map((note) => inEnglish(note).message)
    .join('\n');

const withPost = (post: string): string =>
  `{ "identity": [{ "003use_name": "{{{username}}}",\n"post": { ${post} } }] }`;

describe('a connector of pascom', () => {
  it('becomes a profile', () => {
    const { profile, variables } = read({
      preFilter: "return array_key_exists('displayName', $row);",
      variables: 'displayname\treturn $row["displayName"];\nusername\treturn $row["username"];',
      mode: 'create-update',
    });
    expect(profile).toMatchObject({
      name: '',
      source: { type: 'csv', delivery: 'upload' },
      mode: 'create-update',
      preFilter: "return array_key_exists('displayName', $row);",
      variables: [{ name: 'displayname', expression: 'return $row["displayName"];' }],
      fields: null,
      template: USERS,
      match: { user: 'username' },
      schedule: { enabled: false },
    });
    expect(variables).toEqual([
      { name: 'displayname', line: 1, isKept: true },
      { name: 'username', line: 2, isKept: false },
    ]);
  });

  it.each(['return true;', ' return TRUE ;\n', '<?php return (true); ?>', ''])(
    'takes every row with the filter %j',
    (preFilter) => {
      expect(read({ preFilter }).profile.preFilter).toBe('');
    }
  );

  it('may be of another kind than it looks like', () => {
    const { kind, guess, profile } = read({ kind: 'users-ad' });
    expect([kind, guess]).toEqual(['users-ad', 'users-csv']);
    expect(profile.source).toMatchObject({ type: 'ldap', vendor: 'active-directory' });
  });

  it('keeps the variables of a phone where only they ask the directory for it', () => {
    const variables = 'phonemac\treturn $row["phonemac"];';
    expect(read({ variables }).profile.variables).toEqual([]);
    expect(read({ variables, kind: 'users-ldap' }).profile.variables).toHaveLength(1);
  });

  it('names a variable that nobody defines, and which is probably meant', () => {
    const draft = read({
      kind: 'users-ad',
      variables: 'roles\treturn $row["memberOf"];',
      structure: `{ "identity": [{ "003use_name": "{{{username}}}"\n{{#if rollen}}, "user_roles": ["All"]{{/if}} }] }`,
    });
    expect(notesWith(draft, 'unknown-variable')).toEqual([['warning', 'template', 2]]);
    expect(textOf(draft, 'unknown-variable')).toContain('Did you mean "roles"?');
    expect(notesWith(draft, 'pascom-roles')).toEqual([['info', 'template', 2]]);
    expect(textOf(draft, 'pascom-variables-unused')).toContain('"roles"');
  });

  it('says what was mended', () => {
    const structure = USERS.replace('"003use_name"', '„003use_name”').replace('}]', ',}]');
    const draft = read({ structure });
    expect(notesWith(draft, 'repaired-quotes')).toHaveLength(1);
    expect(notesWith(draft, 'repaired-commas')).toHaveLength(1);
  });

  it('says what cannot be saved, with its place', () => {
    const draft = read({
      variables: 'displayname\treturn $row["displayName"];\nx\teval("1");',
      structure: `{ "identity": [{ "003use_bez": "{{{displayname}}" }] }`,
    });
    const errors = draft.notes.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['variables.1.expression', 'template'])
    );
    expect(errors.find(({ path }) => path[0] === 'template')).toMatchObject({ line: 1 });
    expect(draft.notes.slice(0, errors.length)).toEqual(errors);
  });

  it('says which of its codes have no counterpart', () => {
    const structure = USERS.replace('"003use_bez"', '"012loc_bez"');
    expect(notesWith(read({ structure }), 'unknown-field')).toHaveLength(1);
    expect(notesWith(read({ structure: '{ "speeddial": [] }' }), 'unknown-list')).toHaveLength(1);
  });

  it('asks for phones that pascom makes by itself', () => {
    const variables = 'createSoftphone\treturn true;\ncreateMobile\treturn true;';
    const draft = read({ variables });
    expect(notesWith(draft, 'pascom-device-missing')).toHaveLength(2);
    expect(textOf(draft, 'pascom-device-missing')).toContain(
      '"ipdevice.mdsoftphone": [{ "010dev_bez": "Softphone" }]'
    );
    const off = read({ variables: variables.replaceAll('true', 'false') });
    expect(notesWith(off, 'pascom-device-missing')).toEqual([]);
    const structure = withPost(
      '{{#if createSoftphone}}"ipdevice.mdsoftphone": [{ "010dev_bez": "Softphone" }]{{/if}}'
    );
    const made = read({ variables: 'createSoftphone\treturn true;', structure });
    expect(notesWith(made, 'pascom-device-missing')).toEqual([]);
  });

  it('looks at how groups are read', () => {
    const text = read({
      preFilter:
        "if (strpos($row['memberOf'],'company-phonebook') !== false) {\nreturn true;\n}\nreturn false;",
    });
    expect(notesWith(text, 'pascom-groups-as-text')).toEqual([['warning', 'preFilter', null]]);
    const list = read({ variables: 'roles\t$rolesToFilter=array();\nreturn $rolesToFilter;' });
    expect(notesWith(list, 'pascom-roles-none')).toEqual([
      ['warning', 'variables.0.expression', null],
    ]);
  });

  it('says what has to be entered, and what is kept apart', () => {
    const draft = read({
      structure: `{ "identity": [{ "003use_name": "{{{username}}}", "003use_pw": "{{{password}}}",
        "003use_auth_method": "EXTERN", "011acc_pin": "{{{pin}}}" }] }`,
      automation: 'noon',
    });
    expect(draft.profile.source.type).toBe('ldap');
    expect(draft.profile.schedule).toMatchObject({ enabled: false, cron: '0 12 * * *' });
    expect(notesWith(draft, 'pascom-source')).toEqual([['info', 'source', null]]);
    expect(notesWith(draft, 'pascom-external')).toEqual([['info', 'template', 2]]);
    expect(notesWith(draft, 'pascom-schedule')).toEqual([['info', 'schedule.cron', null]]);
    expect(textOf(draft, 'pascom-secrets')).toContain('password, PIN');
  });

  it('tells contacts apart by their names', () => {
    const structure = `{ "phonebook": [{ "028pho_bez": "{{{displayname}}}" }] }`;
    const draft = read({ structure });
    expect(draft.kind).toBe('phonebook-csv');
    expect(draft.profile.match.phonebookEntry).toBe('displayName');
    expect(notesWith(draft, 'pascom-contacts-known')).toEqual([
      ['info', 'match.phonebookEntry', null],
    ]);
  });

  it('needs a structure', () => {
    expect(notesWith(read({ structure: ' ' }), 'pascom-structure-missing')).toEqual([
      ['error', 'template', null],
    ]);
  });
});

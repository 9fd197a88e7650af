import { inEnglish } from '../../../shared/codes/texts';
import {
  asTemplate,
  checkMapping,
  fieldsFor,
  mappedAutomatically,
  matchColumns,
} from '../../../server/src/mapping';
import { codesOf, definition, mapOne, mappingOf } from './support';

const pinnedTo = (columns: string[]) => ({ pinned: matchColumns(columns).matching });

const templateFor = (columns: string[]): string =>
  asTemplate(fieldsFor(columns), [], columns).template;

describe('a pinned matching', () => {
  const columns = ['username', 'displayname', 'phone', 'mobile', 'phonemac', 'note of ours'];
  const row = {
    username: 'anna',
    displayname: 'Anna Ahorn',
    phone: '301',
    mobile: '0171 1',
    phonemac: '000b824f0001',
    'note of ours': 'x',
  };

  it('is the fields that are edited', () => {
    const known = columns.filter((column) => column !== 'mobile');
    const [user, entry] = mappedAutomatically(definition(pinnedTo(columns)), {
      columns: [...known, 'Fax'],
      samples: new Map(),
    }).fields;
    expect(user?.values).toEqual({
      username: { column: 'username' },
      displayName: { column: 'displayname' },
      extension: { column: 'phone' },
    });
    expect(entry?.values).not.toHaveProperty('fax');
  });

  it('maps as the matching did', async () => {
    const before = await mapOne({}, row);
    const after = await mapOne(pinnedTo(columns), row);
    expect(after.records).toEqual(before.records);
    expect([after.mapping.issues, after.mapping.keeps]).toEqual([[], []]);
    expect(after.mapping.matching).toEqual({ ...before.mapping.matching, pinned: true });
  });

  it.each([
    ['E-Mail', 'user.email'],
    ['Nebenstelle', 'user.extension'],
    ['Fax', 'phonebookEntry.fax'],
    ['Firma', 'phonebookEntry.organisation'],
  ])('names the new column %s and does not take it for %s', async (column, target) => {
    const { mapping, records } = await mapOne(pinnedTo(columns), { ...row, [column]: '999' });
    expect(mapping.columns[target]).not.toBe(column);
    expect(JSON.stringify(records)).not.toContain('999');
    expect(mapping.issues).toEqual([
      expect.objectContaining({ code: 'column-new', column, severity: 'info' }),
    ]);
    expect(mapping.matching?.unmatched).toContain(column);
  });

  it('does not give a phone by a new column', async () => {
    const { records } = await mapOne(pinnedTo(['username', 'displayname']), {
      username: 'anna',
      displayname: 'Anna',
      phonemac: '000b824f0001',
    });
    expect(records[0]?.children.map(({ type }) => type)).toEqual(['phonebookEntry']);
  });

  it.each(['phone', 'mobile'])('leaves alone what the missing column %s filled', async (gone) => {
    const { [gone]: _gone, ...values } = row as Record<string, string>;
    const { mapping, records } = await mapOne(pinnedTo(columns), values);
    const [user] = records;
    const entry = user?.children.find(({ type }) => type === 'phonebookEntry');
    const attributes = gone === 'phone' ? ['extension', 'phone'] : ['mobileNumbers', 'mobile'];
    expect(user?.attributes).not.toHaveProperty(attributes[0] ?? '');
    expect(entry?.attributes).not.toHaveProperty(attributes[1] ?? '');
    expect(codesOf(mapping.issues)).toEqual(['pinned-column-missing']);
    expect(mapping.issues[0]).toMatchObject({ column: gone, severity: 'warning' });
    expect(mapping.keeps).toEqual([]);
  });

  it('keeps phones and entries where the column that made them is missing', async () => {
    const { phonemac: _mac, displayname: _name, ...values } = row;
    const { mapping, records } = await mapOne(pinnedTo(columns), values);
    expect(records[0]?.children).toEqual([]);
    expect(mapping.keeps).toEqual(['phonebookEntry', 'phone']);
  });

  it('does not make a display name of what is left of it', async () => {
    const pinned = pinnedTo(['uid', 'Vorname', 'Nachname', 'E-Mail']);
    const { mapping, records } = await mapOne(pinned, {
      uid: 'a',
      Vorname: 'A',
      'E-Mail': 'a@b.de',
    });
    expect(records[0]?.attributes).toEqual({ username: 'a', firstName: 'A', email: 'a@b.de' });
    expect(mapping.keeps).toEqual(['phonebookEntry']);
  });

  it('does not make a display name where a column had it', async () => {
    const pinned = pinnedTo(['uid', 'Anzeigename', 'Vorname', 'Nachname']);
    const { records } = await mapOne(pinned, { uid: 'a', Vorname: 'A', Nachname: 'B' });
    expect(records[0]?.attributes).not.toHaveProperty('displayName');
  });

  it('needs the column that tells people apart', () => {
    const problems = checkMapping({ ...definition(), ...pinnedTo(columns) }, [
      'login',
      'displayname',
    ]);
    expect(problems.map(inEnglish)).toEqual([
      expect.objectContaining({
        field: 'match.user',
        code: 'no-key-column',
        message: expect.stringContaining('no longer has the column'),
      }),
    ]);
  });

  it.each(['USERNAME', 'user name', 'User-Name'])('finds a column as %s again', async (name) => {
    const { username, ...others } = row;
    const { mapping, records } = await mapOne(pinnedTo(columns), { [name]: username, ...others });
    expect(records[0]?.attributes.username).toBe('anna');
    expect(mapping.issues).toEqual([]);
  });

  it('counts only where there is no template', () => {
    const template = templateFor(['login']);
    const mapping = mappingOf({ ...pinnedTo(columns), template }, ['login']);
    expect([mapping.matching, mapping.issues]).toEqual([null, []]);
  });
});

describe('what is made up although a column could hold it', () => {
  const generate = {
    extension: { from: 100, to: 199 },
    password: true,
    sipPassword: true,
    pin: true,
  };
  const found = (part: Parameters<typeof mappingOf>[0], columns: string[]) =>
    mappingOf({ generate, ...part }, columns).issues.filter(
      ({ code }) => code === 'generated-beside-column'
    );

  it.each([
    [['username', 'Durchwahl (intern)'], 'Durchwahl (intern)', 'extension'],
    [['username', 'extension no.'], 'extension no.', 'extension'],
    [['username', 'Passwort neu'], 'Passwort neu', 'password'],
    [['username', 'Voicemail-PIN alt'], 'Voicemail-PIN alt', 'pin'],
    [['username', 'Nebenstelle 1'], 'Nebenstelle 1', 'extension'],
  ])('%j: %s could hold %s', (columns, column, attribute) => {
    expect(found({}, columns)).toEqual([
      expect.objectContaining({ column, params: { attribute, columns: [column] } }),
    ]);
  });

  it.each([
    [['username', 'extension', 'Nebenstelle']],
    [['username', 'Telefon privat 2']],
    [['username', 'Mobiltelefon 2', 'Faxnummer 2']],
    [['username', 'Kostenstelle']],
  ])('%j: none could', (columns) => {
    expect(found({}, columns)).toEqual([]);
  });

  it('is told of a template that does not read the column', () => {
    const template = '{"user":[{"username":"{{username}}","extension":"{{phone_number}}"}]}';
    expect(found({ template }, ['username', 'phone number'])).toEqual([
      expect.objectContaining({ column: 'phone number' }),
    ]);
    expect(
      found({ template, variables: [{ name: 'phone_number', expression: '`phone number`' }] }, [
        'username',
        'phone number',
      ])
    ).toEqual([]);
  });

  it('is not told where nothing is made up', () => {
    const none = { extension: null, password: false, sipPassword: false, pin: false };
    expect(found({ generate: none }, ['username', 'Nebenstelle 1'])).toEqual([]);
  });
});

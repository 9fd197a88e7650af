import { englishOf } from '../../../shared/codes/texts';
import { ldapSource } from '../../../shared/profile/ldap';
import { findName, nearTo, shownName } from '../../../server/src/mapping/names';
import { referencedColumns } from '../../../server/src/mapping';
import { codesOf, definition, mapOne, mappingOf, userTemplate } from './support';

const LOOK_ALIKES: [what: string, written: string, column: string][] = [
  ['NBSP', 'phone\u00A0number', 'phone number'],
  ['a narrow NBSP', 'phone\u202Fnumber', 'phone number'],
  ['two blanks', 'phone  number', 'phone number'],
  ['a zero-width space', 'phone \u200Bnumber', 'phone number'],
  ['a soft hyphen', 'phone num\u00ADber', 'phone number'],
  ['a mark of direction', '\u200Ephone number', 'phone number'],
  ['another hyphen', 'e\u2011mail', 'e-mail'],
  ['another apostrophe', 'user\u2019s phone', "user's phone"],
  ['a ligature', 'o\uFB03ce', 'office'],
  ['wide letters', '\uFF50hone', 'phone'],
  ['decomposed letters', 'Pre\u0301nom', 'Pr\u00E9nom'],
];

describe('names that look the same', () => {
  it.each(LOOK_ALIKES)('are one, either way round: %s', (_, one, other) => {
    expect(findName(one, ['x', other])).toBe(other);
    expect(findName(other, ['x', one])).toBe(one);
  });

  it.each(LOOK_ALIKES)('are found by templates and expressions: %s', async (_, written, column) => {
    const template = userTemplate({
      username: '"{{{id}}}"',
      displayName: `"{{{[${written}]}}}"`,
      groupName: '"{{{v}}}"',
    });
    const variables = [{ name: 'v', expression: `\`${written}\`` }];
    const { records, mapping } = await mapOne(
      { template, variables },
      { id: 'a', [column]: 'here' }
    );
    expect(records[0]?.attributes).toMatchObject({ displayName: 'here', groupName: 'here' });
    expect(codesOf(mapping.issues).sort()).toEqual(['column-case', 'variable-case']);
  });

  it('are told apart where the source has both', () => {
    expect(findName('e-mail', ['e-mail', 'e\u2011mail'])).toBe('e-mail');
    expect(findName('e\u2010mail', ['e-mail', 'e\u2011mail'])).toBeNull();
  });

  it('are one where they are names of variables', async () => {
    const variables = [
      { name: 'my\u200Bjob ', expression: '"x"' },
      { name: 'second', expression: '$my\u200Bjob & $myjob' },
    ];
    const template = userTemplate({
      username: '"{{{id}}}"',
      groupName: '"{{{second}}}{{{myjob}}}"',
    });
    const { records, mapping } = await mapOne({ template, variables }, { id: 'a' });
    expect(records[0]?.attributes.groupName).toBe('xxx');
    expect(mapping.issues).toEqual([]);
  });

  it('are one where they are fields and lists of a template', async () => {
    const template =
      '{"identity\u200B":[{"003use_name\uFEFF":"{{{id}}}","\u00ADdisplayName":"{{{id}}}"}]}';
    const { records, mapping } = await mapOne({ template }, { id: 'a' });
    expect(records[0]?.attributes).toEqual({ username: 'a', displayName: 'a' });
    expect(mapping.issues).toEqual([]);
  });

  it('are one where they are attributes of a directory', () => {
    const named = definition({ template: userTemplate({ username: '"{{{u\u200Bid}}}"' }) });
    expect(referencedColumns(named)).toEqual(['uid']);
    const source = { type: 'ldap', url: 'ldaps://dc', attributes: ['ma\u200Bil', ' sn\u00A0'] };
    expect(ldapSource.parse(source).attributes).toEqual(['mail', 'sn']);
  });
});

describe('a proposed name', () => {
  it.each([
    ['a Cyrillic letter in the column', 'phone', 'ph\u043Ene', 'ph<U+043E>ne'],
    ['a Greek letter in the column', 'Total', 'T\u03BFtal', 'T<U+03BF>tal'],
    ['two such letters', 'samaccount', 's\u0430macc\u043Eunt', 's<U+0430>macc<U+043E>unt'],
  ])('never looks like the one that it corrects: %s', (_, written, column, shown) => {
    expect(nearTo(written, [column])).toBe(shown);
    expect(shownName(written)).toBe(written);
    expect(nearTo(column, [written])).toBe(written);
    expect(shownName(column)).toBe(shown);
  });

  it('is quoted so in the warning too', () => {
    const template = userTemplate({
      username: '"{{{username}}}"',
      extension: '"{{{ph\u043Ene}}}"',
    });
    const [warning] = mappingOf({ template }, ['username', 'phone']).issues;
    expect(englishOf(warning!)).toContain('uses "ph<U+043E>ne"');
    expect(englishOf(warning!)).toContain('Did you mean "phone"?');
  });

  it('in a script of its own stays readable', () => {
    expect(nearTo('имяя', ['имя'])).toBe('имя');
    expect(shownName('E-Mail адрес')).toBe('E-Mail адрес');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MappingDefinition } from './types';
import { mapOne } from './support';

/** The blocks of a language in the documentation of directories. */
const blocksOf = (language: string): string[] =>
  [
    ...readFileSync(join(__dirname, '../../../docs/ldap.md'), 'utf8').matchAll(
      new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs')
    ),
  ].flatMap(([, text]) => text ?? []);

const profiles = blocksOf('json').filter((text) => text.includes('"variables"'));
const templates = blocksOf('handlebars').filter((text) => text.includes('"identity"'));

describe.each(
  profiles.map((text, index) => {
    const { name, variables } = JSON.parse(text) as MappingDefinition & { name: string };
    return [name, { variables, template: templates[index] ?? '' }] as const;
  })
)('the example profile "%s"', (_, profile) => {
  const entry = {
    externalId: '17',
    uid: 'anna',
    cn: 'Anna',
    sAMAccountName: 'anna',
    displayName: 'Anna',
    givenName: 'Anna',
    sn: 'Ahorn',
    mail: 'anna@example.org',
    roles: [],
    enabled: 'true',
  };

  it.each([
    ['+49 30 123456-101', '101', '+4930123456101'],
    ['030 123456-101', '101', '+4930123456101'],
    ['2041', '2041', '2041'],
    ['204', '204', '204'],
    ['20412', '20412', '20412'],
    ['(0 41)', '041', '(0 41)'],
    ['+1 212 555 0147 x204', '204', '+12125550147;ext=204'],
  ])('makes of %s the extension %s and the number %s', async (number, extension, phone) => {
    const values = { ...entry, telephoneNumber: number, mobile: '0171 5550101' };
    const { records, issues } = await mapOne(profile, values);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(records[0]?.attributes).toMatchObject({
      extension,
      mobileNumbers: ['+491715550101'],
    });
    expect(records[0]?.children[0]?.attributes).toMatchObject({ phone, mobile: '+491715550101' });
  });

  it('makes none where there is none', async () => {
    const { records, issues } = await mapOne(profile, { ...entry, mobile: '' });
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(records[0]?.attributes.extension ?? null).toBeNull();
  });
});

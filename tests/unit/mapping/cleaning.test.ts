import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { mapOne, userTemplate } from './support';

const TEMPLATE = `{"identity":[{"username":"{{login}}","displayName":"{{name}}","email":"{{mail}}","externalId":"{{id}}",
  "extension":"{{ext}}","mobileNumbers":"{{mobile}}","groupName":"{{group}}","roles":"{{roles}}","pin":"{{pin}}",
  "post":{"phonebook":[{"displayName":"{{name}}","notes":"{{notes}}","homePhone":"{{home}}"}],
    "ipphone":[{"mac":"{{mac}}","ip":"{{ip}}"}]}}]}`;

const COLUMNS = 'login name mail id ext mobile group roles pin notes home mac ip'.split(' ');

/** What a row of these cells becomes, all attributes of its records in one object. */
async function attributesOf(cells: Record<string, string>) {
  const empty = Object.fromEntries(COLUMNS.map((column) => [column, '']));
  const { records, issues } = await mapOne(
    { template: TEMPLATE },
    { ...empty, login: 'max', name: 'Max', mac: 'AABBCCDDEEFF', ...cells }
  );
  expect(issues).toEqual([]);
  const all = records.flatMap((record) => [record, ...record.children]);
  expect(all.flatMap(({ unread = {} }) => Object.values(unread))).toEqual([]);
  return Object.assign({}, ...all.map(({ attributes }) => attributes).reverse()) as Record<
    string,
    unknown
  >;
}

describe('characters that nobody sees', () => {
  it.each([
    ['login', '\u200Bcleo', 'username', 'cleo'],
    ['name', '\uFEFFMax\u00AD', 'displayName', 'Max'],
    ['id', '\u202A17\u202C', 'externalId', '17'],
    ['group', '\u00A0Sales\u2007\u200E', 'groupName', 'Sales'],
    ['notes', '\u2068 on leave \u2069', 'notes', 'on leave'],
    ['roles', '\u200Ba\u200B;\u061Cb', 'roles', ['a', 'b']],
    ['mobile', '\u2068+491715550103\u2069', 'mobileNumbers', ['+491715550103']],
  ])('vanish at the ends of %s %j', async (column, cell, attribute, value) => {
    expect(await attributesOf({ [column]: cell })).toMatchObject({ [attribute]: value });
  });

  it.each([
    ['ext', '9\u200B01', 'extension', '901'],
    ['home', '0171\u00A0555\u206001\u202F02', 'homePhone', '0171 55501 02'],
    ['mobile', '+49\u200E171\u200F5550102', 'mobileNumbers', ['+491715550102']],
    ['mail', 'bert\u200B@example\u00AD.org', 'email', 'bert@example.org'],
    ['mac', '000b\u200B824f\u20600002', 'mac', '00:0b:82:4f:00:02'],
    ['ip', '10.0\u200B.0.1', 'ip', '10.0.0.1'],
  ])('vanish inside of %s %j too', async (column, cell, attribute, value) => {
    expect(await attributesOf({ [column]: cell })).toMatchObject({ [attribute]: value });
  });

  it.each([
    ['name', 'می\u200Cخواهم', 'displayName'],
    ['notes', '👩\u200D💻 at home', 'notes'],
    ['group', 'Donau\u00ADdampf', 'groupName'],
  ])('stay inside of %s %j, where they belong', async (column, cell, attribute) => {
    expect(await attributesOf({ [column]: cell })).toMatchObject({ [attribute]: cell });
  });

  it('stay in a secret, blanks and all', async () => {
    expect(await attributesOf({ pin: ' \u200B12\u00A0' })).toMatchObject({
      pin: ' \u200B12\u00A0',
    });
  });

  it('stay in a secret that an expression makes of a cell, and go from what else it fills', async () => {
    const { records } = await mapOne(
      {
        template: userTemplate({ username: '"{{login}}"', password: '"{{both}}"' }),
        variables: [{ name: 'both', expression: 'login & ":" & code' }],
      },
      { login: ' max\u200B', code: '\u200B1 ' }
    );
    expect(records[0]?.attributes).toEqual({
      username: 'max',
      password: ' max\u200B:\u200B1 ',
    });
  });

  it.each([
    ["status = 'active'", '\u200Bactive'],
    ["status = 'active'", 'active\u00A0'],
    ["status = 'active'", '="active"'],
    ['$contains(status, /^act/)', '\uFEFFactive'],
    ["status in ['active']", '\u202Aactive\u202C'],
  ])('do not keep a pre-filter %s from taking %j', async (preFilter, status) => {
    const template = userTemplate({ username: '"{{login}}"' });
    const { filtered } = await mapOne({ template, preFilter }, { login: 'max', status });
    expect(filtered).toBe(false);
  });

  it.each([
    ['$mac(cell)', '00:0b:82:4f:00:01\u202C', '00:0b:82:4f:00:01'],
    ['$mac(cell)', '000b\u200B824f0001', '00:0b:82:4f:00:01'],
    ['$login(cell)', 'J\u00ADür\u200Bgen', 'juergen'],
    ['$first(["\u200B", cell])', 'a', 'a'],
    ['$splitList(cell)', '\u200Ba,\u00A0b', ['a', 'b']],
    ['$transliterate("\u200B" & cell)', 'Zoë', 'Zoe'],
    ['$cn(cell)', '\uFEFFCN=Sales,OU=x', 'Sales'],
    ['$hash(cell) = $hash("a")', 'a\u200B', true],
  ])('do not disturb %s', async (expression, cell, value) => {
    const { records } = await mapOne(
      {
        template: '{"identity":[{"username":"u","roles":"{{x}}"}]}',
        variables: [{ name: 'x', expression }],
      },
      { cell }
    );
    expect(records[0]?.attributes.roles).toEqual([value].flat().map(String));
  });

  it('are shown by their code points in a message', async () => {
    const { issues } = await mapOne(
      { template: '{"identity":[{"username":"u","post":{"ipphone":[{"mac":"{{mac}}"}]}}]}' },
      { mac: '00:0b:82\u034F:4f:\u00A000' }
    );
    expect(issues.map(inEnglish)[0]).toMatchObject({
      code: 'invalid-mac',
      message: expect.stringContaining('00:0b:82'),
    });
    const hidden = await mapOne(
      { template: userTemplate({ username: '"u"', enabled: '"{{x}}"' }) },
      { x: 'may\u200Bbe' }
    );
    const unread = hidden.records[0]?.unread?.enabled;
    expect(unread?.value).toBe('may<U+200B>be');
    expect(englishOf(unread!)).toContain('"may<U+200B>be"');
  });
});

describe('what programs put around a value', () => {
  it.each([
    ['ext', '="0301"', 'extension', '0301'],
    ['login', '="00042"', 'username', '00042'],
    ['name', '="Max ""the"" M."', 'displayName', 'Max "the" M.'],
    ['mobile', '="01715550101"', 'mobileNumbers', ['01715550101']],
    ['mobile', '="0171,0172"', 'mobileNumbers', ['0171', '0172']],
    ['notes', ' = "a" ', 'notes', 'a'],
    ['pin', '="0042"', 'pin', '0042'],
    ['pin', '=" 1"', 'pin', ' 1'],
    ['home', '=+49305550101', 'homePhone', '+49305550101'],
  ])('a formula that is a text: %s %j', async (column, cell, attribute, value) => {
    expect(await attributesOf({ [column]: cell })).toMatchObject({ [attribute]: value });
  });

  it.each([
    ['ext', "'0303", 'extension', '0303'],
    ['login', "'0303", 'username', '0303'],
    ['id', "'17", 'externalId', '17'],
    ['mobile', "'0171; '0172", 'mobileNumbers', ['0171', '0172']],
    ['mac', "'000b824f0001", 'mac', '00:0b:82:4f:00:01'],
    ['name', "'=Max", 'displayName', '=Max'],
    ['group', "'@home", 'groupName', '@home'],
    ['notes', "'-1", 'notes', '-1'],
    ['notes', "''=x", 'notes', "'=x"],
    ['home', "'+49 30 1", 'homePhone', '+49 30 1'],
    ['group', "'\tx", 'groupName', 'x'],
  ])(
    'an apostrophe that a spreadsheet would take away: %s %j',
    async (column, cell, attribute, value) => {
      expect(await attributesOf({ [column]: cell })).toMatchObject({ [attribute]: value });
    }
  );

  it.each([
    ['name', "'t Hooft", 'displayName'],
    ['name', "O'-Brien", 'displayName'],
    ['group', "'68ers", 'groupName'],
    ['notes', "''quoted''", 'notes'],
    ['pin', "'=12", 'pin'],
    ['pin', "'0042", 'pin'],
    ['notes', '=A1&"x"', 'notes'],
  ])('but not what belongs to it: %s %j', async (column, cell, attribute) => {
    expect(await attributesOf({ [column]: cell })).toMatchObject({ [attribute]: cell });
  });
});

describe('what says that there is nothing', () => {
  it.each([
    ['ext', '-'],
    ['ext', 'n/a'],
    ['ext', 'keine'],
    ['home', 'NULL'],
    ['home', '---'],
    ['home', 'k. A.'],
    ['mail', 'keine'],
    ['mail', 'none'],
    ['mobile', 'aucun'],
    ['ip', '—'],
  ])('is empty in %s: %j', async (column, cell) => {
    const attribute = {
      ext: 'extension',
      home: 'homePhone',
      mail: 'email',
      mobile: 'mobileNumbers',
      ip: 'ip',
    }[column];
    expect(await attributesOf({ [column]: cell })).toMatchObject({ [String(attribute)]: null });
  });

  it.each([
    ['name', 'None', 'displayName'],
    ['group', '-', 'groupName'],
    ['notes', 'n/a', 'notes'],
    ['login', 'null', 'username'],
  ])('is a text like any other in %s: %j', async (column, cell, attribute) => {
    expect(await attributesOf({ [column]: cell })).toMatchObject({ [attribute]: cell });
  });
});

describe('groups of Active Directory', () => {
  const SALES = 'CN=Sales,OU=Groups,DC=example,DC=org';
  const ADMINS = 'CN=Phone Admins,OU=Groups,DC=example,DC=org';

  it.each([
    `${SALES};${ADMINS}`,
    `${SALES}, ${ADMINS}`,
    `${SALES}\n${ADMINS}`,
    `${SALES} ${ADMINS}`,
  ])('stay whole in a list: %j', async (roles) => {
    expect(await attributesOf({ roles })).toMatchObject({ roles: [SALES, ADMINS] });
  });

  it('are one in a list of one, and are named by $cn', async () => {
    expect(await attributesOf({ roles: SALES })).toMatchObject({ roles: [SALES] });
    const { records } = await mapOne(
      {
        template: userTemplate({ username: '"u"', roles: '"{{names}}"' }),
        variables: [{ name: 'names', expression: '$cn($splitList(memberOf))' }],
      },
      { memberOf: `${SALES};${ADMINS}` }
    );
    expect(records[0]?.attributes.roles).toEqual(['Sales', 'Phone Admins']);
  });
});

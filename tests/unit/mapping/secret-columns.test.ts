import { englishOf } from '../../../shared/codes/texts';
import { checkMapping } from '../../../server/src/mapping';
import { codesOf, definition, mapOne, mappingOf, userTemplate, showOne } from './support';
import type { MappingDefinition } from './types';

const VALUES = {
  username: 'max',
  pin: 'geheim-4711',
  sambaNTPassword: 'GEHEIM0815',
  'Initial password': 'geheim, zwei',
  userPassword: ['geheim-a', 'geheim-b'],
  job: 'Boss',
};

const shown = (part: Partial<MappingDefinition>): Partial<MappingDefinition> => part;

/** Profiles that bring a secret where everybody may see it, and the attribute that it fills. */
const SHOWING: [string, string, Partial<MappingDefinition>][] = [
  [
    'a visible attribute',
    'user.avatar',
    shown({ template: userTemplate({ username: '"{{username}}"', avatar: '"{{pin}}"' }) }),
  ],
  [
    'part of a text',
    'user.displayName',
    shown({
      template: userTemplate({
        username: '"{{username}}"',
        displayName: '"{{job}} {{sambaNTPassword}}!"',
      }),
    }),
  ],
  [
    'a list',
    'user.roles',
    shown({
      template: userTemplate({ username: '"{{username}}"', roles: '"{{[Initial password]}}"' }),
    }),
  ],
  [
    'a value without quotes',
    'user.language',
    shown({ template: userTemplate({ username: '"{{username}}"', language: '{{{pin}}}' }) }),
  ],
  [
    'a helper',
    'user.avatar',
    shown({ template: userTemplate({ username: '"{{username}}"', avatar: '"{{upper pin}}"' }) }),
  ],
  [
    'a variable of a variable',
    'user.avatar',
    shown({
      template: userTemplate({ username: '"{{username}}"', avatar: '"{{b}}"' }),
      variables: [
        { name: 'a', expression: '$substring(`Initial password`, 0, 8)' },
        { name: 'b', expression: '"x" & $a' },
      ],
    }),
  ],
  [
    'a condition of an expression',
    'user.avatar',
    shown({
      template: userTemplate({ username: '"{{username}}"', avatar: '"{{a}}"' }),
      variables: [{ name: 'a', expression: 'pin = "geheim-4711" ? "geheim-ja" : "geheim-nein"' }],
    }),
  ],
  [
    'the value of a label',
    'phonebookEntry.labels',
    shown({
      template: `{"identity":[{"username":"{{username}}","post":{"phonebook":[{"displayName":"{{job}}",
        "labels":[{"name":"Code","value":"{{pin}}"}]}]}}]}`,
    }),
  ],
  [
    'a block',
    'user.roles',
    shown({
      template: `{"identity":[{"username":"{{username}}","roles":[{{#each userPassword}}"{{this}}"{{#unless @last}},{{/unless}}{{/each}}]}]}`,
    }),
  ],
];

describe('a secret column that fills something visible', () => {
  it.each(SHOWING)('is refused at save: %s', (_, target, part) => {
    const problems = checkMapping(definition(part));
    expect(codesOf(problems)).toContain('secret-column-shown');
    expect(problems[0]).toMatchObject({ field: 'template', line: expect.any(Number) });
    expect(englishOf(problems[0]!)).toContain(target);
    expect(checkMapping(definition(part), Object.keys(VALUES))).toHaveLength(problems.length);
  });

  it.each(SHOWING)(
    'is written and shown nowhere in a stored profile: %s',
    async (_, target, part) => {
      const { mapping, records, issues } = await mapOne(part, VALUES);
      expect(issues).toEqual([]);
      expect(codesOf(mapping.issues)).toEqual(['secret-column-shown']);
      expect(mapping.secret).toContain(target);
      const [type, attribute = ''] = target.split('.');
      const [record] = records
        .flatMap((found) => [found, ...found.children])
        .filter((r) => r.type === type);
      expect(JSON.stringify(record?.attributes[attribute])).toMatch(/geheim/i);
      expect(record?.secret).toEqual([attribute]);

      const trial = JSON.stringify(await showOne(mapping, { number: 2, values: VALUES }));
      expect(trial).toContain('•••');
      expect(trial).not.toMatch(/geheim/i);
    }
  );

  it.each(SHOWING)('may be seen where the profile reveals it: %s', async (_, __, part) => {
    const reveal = ['pin', 'SAMBAntpassword', 'Initial password', 'userPassword'];
    expect(checkMapping(definition({ ...part, reveal }))).toEqual([]);
    const { mapping, records } = await mapOne({ ...part, reveal }, VALUES);
    expect(mapping.issues).toEqual([]);
    expect(records[0]?.secret).toBeUndefined();
    expect(JSON.stringify(await showOne(mapping, { number: 2, values: VALUES }))).toMatch(
      /geheim/i
    );
  });

  it('keeps a secret attribute secret though its column is revealed', async () => {
    const template = userTemplate({ username: '"{{username}}"', pin: '"{{pin}}"' });
    const { mapping } = await mapOne({ template, reveal: ['pin'] }, VALUES);
    const trial = await showOne(mapping, { number: 2, values: VALUES });
    expect(trial.values.pin).toBe(VALUES.pin);
    expect(trial.records[0]?.attributes.pin).toBe('•••');
  });

  it.each([
    ['a column', '"{{pin}}"', []],
    ['a derived value', '"{{p}}"', [{ name: 'p', expression: '$pad(pin, 8, "0")' }]],
    ['the whole row', '"{{p}}"', [{ name: 'p', expression: '$lookup($$, "pin")' }]],
  ])('may fill a secret attribute: %s', (_, pin, variables) => {
    const template = userTemplate({ username: '"{{username}}"', pin });
    expect(checkMapping(definition({ template, variables }), Object.keys(VALUES))).toEqual([]);
  });

  it('is told by one warning for all of them', async () => {
    const template = userTemplate({
      username: '"{{username}}"',
      avatar: '"{{pin}}"',
      language: '"{{sambaNTPassword}}"',
    });
    const { mapping } = await mapOne({ template }, VALUES);
    expect(mapping.issues).toHaveLength(1);
    expect(englishOf(mapping.issues[0]!)).toMatch(
      /"pin" → user.avatar; "sambaNTPassword" → user.language/
    );
  });
});

describe('names that a secret gives', () => {
  it.each([
    ['a list', '{"identity":[{"username":"{{username}}"}],"{{pin}}":[]}'],
    ['a field', '{"identity":[{"username":"{{username}}","{{pin}}":1}]}'],
    ['a list of an object', '{"identity":[{"username":"{{username}}","post":{{{o}}} }]}'],
  ])('are in no message: %s', async (_, template) => {
    const variables = [{ name: 'o', expression: '{ (pin): [] }' }];
    const { mapping, issues } = await mapOne({ template, variables }, VALUES);
    expect(issues).toHaveLength(1);
    expect(englishOf(issues[0]!)).toContain('•••');
    const trial = await showOne(mapping, { number: 2, values: VALUES });
    expect(JSON.stringify([issues, mapping.issues, trial])).not.toMatch(/geheim/i);
    const isDynamic = template.includes('{{{o}}}');
    expect(checkMapping(definition({ template, variables }))).toHaveLength(isDynamic ? 0 : 1);
  });

  it('are masked where a block goes through them', async () => {
    const template = `{"identity":[{"username":"{{username}}","roles":[{{#each o}}"{{@key}}",{{/each}}]}]}`;
    const variables = [{ name: 'o', expression: '{ (pin): 1 }' }];
    const { mapping, records } = await mapOne({ template, variables }, VALUES);
    expect(records[0]?.attributes.roles).toEqual([VALUES.pin]);
    expect(JSON.stringify(await showOne(mapping, { number: 2, values: VALUES }))).not.toMatch(
      /geheim/i
    );
  });
});

describe('a secret that fails', () => {
  it.each([
    ['as a truth value', userTemplate({ username: '"{{username}}"', enabled: '"{{pin}}"' }), {}],
    [
      'as an enumeration',
      userTemplate({ username: '"{{username}}"', authMethod: '"{{pin}}"' }),
      {},
    ],
    [
      'as a MAC',
      `{"identity":[{"username":"{{username}}","post":{"phone":[{"mac":"{{sambaNTPassword}}"}]}}]}`,
      {},
    ],
    [
      'by its length',
      userTemplate({ username: '"{{username}}"', language: '"{{pin}}"' }),
      { pin: `geheim${'x'.repeat(300)}` },
    ],
    ['as JSON', `{"identity":[{"username":"{{username}}" {{#if job}}{{pin}}{{/if}} }]}`, {}],
  ])('is in no issue: %s', async (_, template, values) => {
    const { mapping, issues, records } = await mapOne({ template }, { ...VALUES, ...values });
    const unread = records.flatMap(({ unread: found }) => Object.values(found ?? {}));
    expect([...issues, ...unread]).toHaveLength(1);
    expect(JSON.stringify([issues, unread, mapping.issues])).not.toMatch(/geheim/i);
  });

  it.each([
    ['of a variable', '$number($p)'],
    ['of the whole row', '$number($$.pin & $string($count($keys($$))))'],
    ['told by an expression', '$error("it is " & pin)'],
  ])('is in no issue of an expression: %s', async (_, expression) => {
    const template = userTemplate({ username: '"{{username}}"', pin: '"{{a}}"' });
    const variables = [
      { name: 'p', expression: 'pin & ""' },
      { name: 'a', expression },
    ];
    const { issues } = await mapOne({ template, variables }, VALUES);
    expect(codesOf(issues)).toEqual(['expression-error']);
    expect(JSON.stringify(issues)).not.toMatch(/geheim/i);
  });
});

describe('a filter', () => {
  const template = userTemplate({ username: '"{{username}}"' });

  it.each([
    '$exists(pin)',
    'pin = ""',
    'pin != ""',
    '"" != `Initial password`',
    '$row.pin != "" and job = "Boss"',
    '$not($exists($$.sambaNTPassword)) or $exists(pin)',
    'return isset($row["pin"]);',
    'return $row["pin"] != "";',
    'return !empty($row["pin"]);',
  ])('may ask whether a secret is there: %s', (preFilter) => {
    expect(checkMapping(definition({ template, preFilter }))).toEqual([]);
    expect(checkMapping(definition({ template, preFilter }), Object.keys(VALUES))).toEqual([]);
    expect(
      mappingOf({ template, preFilter }, Object.keys(VALUES)).issues.filter(
        ({ severity }) => severity === 'warning'
      )
    ).toEqual([]);
  });

  it.each([
    'pin = "4711"',
    '$contains(pin, "47")',
    '$length(`Initial password`) > 8',
    '($p := pin; $p = "")',
    'pin in ["", "1"]',
    '$exists(pin[$ = "4711"])',
    'sambaNTPassword < "5"',
    '$lookup($$, "p" & "in") = "4711"',
    '$lookup("pin") = "4711"',
    '($f := $lookup; $f("pin") = "4711")',
    '$keys()[0] = "x"',
    '*[0] = "x"',
    '$string() = "x"',
    '$count(job.%.pin) = 1',
    '($exists := function($x) { $x }; $exists(pin) = "4711")',
    'return $row["pin"] == "4711";',
    'return strlen($row["pin"]) > 3;',
  ])('may not ask more, and goes on where it is stored: %s', async (preFilter) => {
    expect(codesOf(checkMapping(definition({ template, preFilter })))).toEqual([
      'secret-in-filter',
    ]);
    const stored = mappingOf({ template, preFilter }, Object.keys(VALUES));
    expect(codesOf(stored.issues)).toContain('secret-in-filter');
    expect((await stored.map({ number: 2, values: VALUES })).issues).toEqual([]);
    const tested = () =>
      mappingOf({ template, preFilter }, Object.keys(VALUES), { refuse: ['test'] });
    expect(tested).toThrow(/secret/);
    const reveal = Object.keys(VALUES);
    expect(checkMapping(definition({ template, preFilter, reveal }), reveal)).toEqual([]);
  });

  it('may not ask more where columns are matched automatically either', () => {
    const preFilter = 'pin = "4711"';
    expect(codesOf(checkMapping(definition({ preFilter })))).toEqual(['secret-in-filter']);
  });

  it('may read the whole row of a source without secrets', () => {
    const preFilter = '$count($keys($$)) > 1';
    expect(checkMapping(definition({ template, preFilter }), ['username', 'job'])).toEqual([]);
  });
});

describe('a condition of a template', () => {
  const templateOf = (condition: string): string =>
    `{"identity":[{"username":"{{username}}" {{#if ${condition}}},"avatar":"yes"{{/if}} }]}`;
  const variables = [{ name: 'known', expression: 'pin = "4711" ? "x" : ""' }];

  it.each(['pin', '(not pin)', '(eq pin "")', '(and job (ne "" [Initial password]))'])(
    'may ask whether a secret is there: %s',
    async (condition) => {
      const template = templateOf(condition);
      expect(checkMapping(definition({ template }))).toEqual([]);
      const { mapping, records } = await mapOne({ template }, VALUES);
      expect(mapping.issues).toEqual([]);
      expect(records[0]?.secret).toBeUndefined();
    }
  );

  it.each([
    '(eq pin "4711")',
    '(eq (upper sambaNTPassword) job)',
    'known',
    '(eq (default pin "1") "1")',
  ])('may not ask more, and hides everything where it is stored: %s', async (condition) => {
    const template = templateOf(condition);
    expect(codesOf(checkMapping(definition({ template, variables })))).toEqual([
      'secret-in-condition',
    ]);
    const { mapping, records } = await mapOne({ template, variables }, VALUES);
    expect(codesOf(mapping.issues)).toEqual(['secret-in-condition']);
    expect(records[0]?.secret).toContain('username');
  });
});

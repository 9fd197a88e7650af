import { codesOf, mapOne, mappingOf, userTemplate } from './support';

const NASTY = [
  '","003use_name":"root',
  '"}],"identity":[{"003use_name":"root"}],"x":[{"y":"',
  '{{x}}',
  '{{{username}}}',
  '{{#each username}}{{/each}}',
  '\\',
  '\\"',
  '\\u0022',
  'a\nb\r\nc\td',
  '</script><b>&amp;</b>',
  "O'Neill & Söhne <x@y>",
  'a\u2028b\u2029c',
  '😀👩‍👩‍👧',
  '“quoted” „so“',
  ',,,',
  '}',
  ']',
  '$eval("1")',
  '\u0001\u001f\u007f',
  'constructor',
  '__proto__',
  'toString',
  'null',
  'true',
  '0',
  '1e3',
  '007',
];

const TEMPLATE = userTemplate({
  username: '"u"',
  avatar: '"{{{value}}}"',
  displayName: '"{{value}}"',
  language: '"<{{value}}|{{{value}}}>"',
});

describe('values in a template', () => {
  it.each(NASTY)('%j arrives as it is and changes nothing around it', async (value) => {
    const { records, issues } = await mapOne({ template: TEMPLATE }, { value });
    expect(issues).toEqual([]);
    expect(records).toEqual([
      expect.objectContaining({
        type: 'user',
        children: [],
        attributes: {
          username: 'u',
          avatar: value,
          displayName: value,
          language: `<${value}|${value}>`,
        },
      }),
    ]);
  });

  it('arrive unchanged whatever their characters are', async () => {
    const next = generator(20_240_607);
    const mapping = mappingOf({ template: TEMPLATE }, ['value']);
    for (let number = 2; number < 600; number++) {
      const value = `x${randomText(next)}x`;
      const { records, issues } = await mapping.map({ number, values: { value } });
      expect(issues).toEqual([]);
      expect(records[0]?.attributes.avatar).toBe(value);
      expect(records[0]?.attributes.username).toBe('u');
    }
  });

  it('outside of quotes are one value, whatever they say', async () => {
    const template = userTemplate({
      username: '"u"',
      displayName: '{{value}}',
      avatar: '{{{value}}}',
    });
    for (const value of NASTY.filter((text) => text !== 'null')) {
      const { records, issues } = await mapOne({ template }, { value });
      expect(issues).toEqual([]);
      expect(records).toHaveLength(1);
      expect(records[0]?.attributes).toEqual({ username: 'u', displayName: value, avatar: value });
    }
  });

  it('outside of quotes may be empty, null, true, false, numbers or lists', async () => {
    const template = userTemplate({
      username: '"u"',
      enabled: '{{enabled}}',
      pin: '{{pin}}',
      language: '{{nothing}}',
      dialplan: '{{null}}',
      roles: '{{{roles}}}',
      groupId: '{{number}}',
    });
    const { records, issues } = await mapOne(
      { template, variables: [{ name: 'number', expression: '1 + 41' }] },
      { enabled: 'false', pin: '0042', nothing: '', null: 'null', roles: ['a,b', 'c"'] }
    );
    expect(issues).toEqual([]);
    expect(records[0]?.attributes).toEqual({
      username: 'u',
      enabled: false,
      pin: '0042',
      language: null,
      dialplan: null,
      roles: ['a,b', 'c"'],
      groupId: '42',
    });
  });

  it('become U+FFFD where they are no Unicode text, as in any UTF-8 store', async () => {
    const { records } = await mapOne({ template: TEMPLATE }, { value: 'a\uD800b\uDC00c😀' });
    expect(records[0]?.attributes.avatar).toBe('a\uFFFDb\uFFFDc😀');
  });

  it('with the characters of tokens are text like any other', async () => {
    const value = '\uFDD00\uFDD1\uFDD2 {{x}}';
    const { records } = await mapOne({ template: TEMPLATE }, { value });
    expect(records[0]?.attributes.avatar).toBe(value);
  });
});

describe('names that come from a row', () => {
  it('are field names, and no more than that', async () => {
    const template = '{"identity":[{"username":"u","{{key}}":"{{value}}"}]}';
    const known = await mapOne({ template }, { key: 'language', value: 'de' });
    expect(known.records[0]?.attributes).toEqual({ username: 'u', language: 'de' });
    for (const key of ['__proto__', 'constructor', 'x":"y","language', '']) {
      const { records, issues } = await mapOne({ template }, { key, value: 'de' });
      expect(codesOf(issues)).toEqual(['unknown-field']);
      expect(records[0]?.attributes).toEqual({ username: 'u' });
    }
  });

  it('can be names of every object without reaching it', async () => {
    const values = Object.fromEntries(
      ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((name) => [name, `<${name}>`])
    );
    const template = userTemplate({
      username: '"{{[__proto__]}}"',
      displayName: '"{{constructor}}"',
      language: '"{{toString}}"',
      dialplan: '"{{hasOwnProperty}}"',
    });
    const { records, issues } = await mapOne({ template }, values);
    expect(issues).toEqual([]);
    expect(records[0]?.attributes).toEqual({
      username: '<__proto__>',
      displayName: '<constructor>',
      language: '<toString>',
      dialplan: '<hasOwnProperty>',
    });
  });

  it('do not lead to what every object has', async () => {
    const template = userTemplate({
      username: '"u"',
      displayName: '"{{constructor}}{{__proto__.x}}{{#with value}}{{constructor}}{{/with}}"',
    });
    const { records } = await mapOne({ template }, { value: 'v' });
    expect(records[0]?.attributes.displayName).toBeNull();
  });
});

/** Park and Miller's generator: the same texts in every run. */
function generator(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function randomText(next: () => number): string {
  const pool = [
    ...NASTY,
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '\n',
    ' ',
    'é',
    '\u0000'.slice(1),
  ];
  return Array.from({ length: Math.floor(next() * 8) }, () => {
    const choice = next();
    if (choice < 0.6) return pool[Math.floor(next() * pool.length)] ?? '';
    const code = 1 + Math.floor(next() * 0xffff);
    return code >= 0xd800 && code <= 0xdfff ? '?' : String.fromCharCode(code);
  }).join('');
}

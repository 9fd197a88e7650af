import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { checkMapping } from '../../../server/src/mapping';
import { codesOf, definition, mapOne, mappingOf, userTemplate } from './support';

const render = async (text: string, values: Record<string, string | string[]>) => {
  const template = userTemplate({ username: '"u"', avatar: text });
  const { records, issues } = await mapOne({ template }, values);
  expect(issues).toEqual([]);
  return records[0]?.attributes.avatar;
};

describe('blocks', () => {
  it('see the real values', async () => {
    const text = '"{{#if a}}yes{{else}}no{{/if}}{{#unless a}}!{{/unless}}"';
    expect(await render(text, { a: 'x' })).toBe('yes');
    expect(await render(text, { a: '' })).toBe('no!');
  });

  it('go through lists, with their place and the row around them', async () => {
    const text = '"{{#each list}}{{@index}}:{{this}}/{{../a}}/{{@root.a}} {{/each}}"';
    expect(await render(text, { a: '"', list: ['x', 'y'] })).toBe('0:x/"/" 1:y/"/"');
  });

  it('know what is around them even where items are equal', async () => {
    const text = '"{{#each list}}{{#each ../list}}{{../../a}}{{/each}}{{/each}}"';
    expect(await render(text, { a: '.', list: ['x', 'x'] })).toBe('....');
  });

  it('name what they go through', async () => {
    expect(
      await render('"{{#each list as |item place|}}{{place}}{{item}}{{/each}}"', {
        list: ['x', 'y'],
      })
    ).toBe('0x1y');
    expect(
      await render('"{{#with a}}<{{this}}>{{/with}}{{#list}}{{.}};{{/list}}"', {
        a: 'v',
        list: ['x'],
      })
    ).toBe('<v>x;');
  });

  it('show the items that conditions inside of them are about', async () => {
    expect(
      await render('"{{#each list}}{{#if this}}<{{this}}>{{/if}}{{/each}}"', {
        list: ['x', '', 'y'],
      })
    ).toBe('<x><y>');
  });

  it('render else for what is empty', async () => {
    expect(
      await render('"{{#each list}}x{{else}}none{{/each}}{{#with a}}x{{else}}none{{/with}}"', {
        a: '',
        list: [],
      })
    ).toBe('nonenone');
  });

  it('chain', async () => {
    const text = '"{{#if (eq a "1")}}one{{else if (eq a "2")}}two{{else}}many{{/if}}"';
    const template = userTemplate({
      username: '"u"',
      avatar: text.replace(/(eq a )"(\d)"/g, "$1'$2'"),
    });
    for (const [a, word] of Object.entries({ 1: 'one', 2: 'two', 3: 'many' })) {
      const { records } = await mapOne({ template }, { a });
      expect(records[0]?.attributes.avatar).toBe(word);
    }
  });

  it('decide on whole records', async () => {
    const template = '{{#if name}}{"identity":[{"username":"{{name}}"}]}{{/if}}';
    expect((await mapOne({ template }, { name: 'max' })).records).toHaveLength(1);
    const { records, issues } = await mapOne({ template }, { name: '' });
    expect({ records, issues }).toEqual({ records: [], issues: [] });
  });
});

describe('helpers', () => {
  it.each([
    ["{{#if (eq a 'X')}}1{{/if}}", '1'],
    ["{{#if (ne a 'X')}}1{{else}}0{{/if}}", '0'],
    ['{{#if (eq number 7)}}1{{/if}}', '1'],
    ['{{#if (and a (not empty))}}1{{/if}}', '1'],
    ['{{or empty a}}', 'X'],
    ["{{lower a}}{{upper 'y'}}", 'xY'],
    ['[{{trim padded}}]', '[p]'],
    ["{{default empty 'none'}}{{default a 'none'}}", 'noneX'],
    ["{{join list ' + '}}", 'a + b'],
    ['{{join list}}', 'a, b'],
    ['{{first list}}{{first commas}}{{first empty}}', 'a1'],
  ])('%s', async (text, expected) => {
    const values = {
      a: 'X',
      empty: '',
      number: '7',
      padded: ' p ',
      list: ['a', 'b'],
      commas: '1, 2',
    };
    expect(await render(`"${text}"`, values)).toBe(expected);
  });

  it('do not hide the columns of their names', async () => {
    expect(
      await render('"{{lower}}{{{first}}}{{default}}"', { lower: 'a', first: 'b', default: 'c' })
    ).toBe('abc');
  });

  it('keep a list a list', async () => {
    const template = userTemplate({ username: '"u"', roles: '"{{{default empty roles}}}"' });
    const { records } = await mapOne({ template }, { empty: [], roles: ['a,b', 'c'] });
    expect(records[0]?.attributes.roles).toEqual(['a,b', 'c']);
  });
});

describe('names', () => {
  it('may have spaces, dots, dashes, brackets and line breaks', async () => {
    const text =
      '"{{[phone number]}}{{"phone number"}}{{e-mail}}{{a.b}}{{[x\\]y]}}{{[line\nbreak]}}{{[42]}}"';
    const values = {
      'phone number': '1',
      'e-mail': '2',
      'a.b': '3',
      'x]y': '4',
      'line\nbreak': '5',
      42: '6',
    };
    expect(await render(text, values)).toBe('1123456');
  });

  it('of another case are found, where there is only one', async () => {
    const template = userTemplate({ username: '"{{UserName}}"', avatar: '"{{JOB}}"' });
    const { records, mapping } = await mapOne({ template }, { username: 'u', Job: 'a', job: 'b' });
    expect(records[0]?.attributes).toEqual({ username: 'u' });
    expect(codesOf(mapping.issues)).toEqual(['variable-case', 'unknown-variable']);
  });

  it('that nobody delivers are empty, with a warning that names the nearest', () => {
    const { issues } = mappingOf({ template: userTemplate({ username: '"{{usrname}}"' }) }, [
      'username',
    ]);
    expect(issues.map(inEnglish)).toEqual([
      {
        row: null,
        column: 'template',
        value: null,
        code: 'unknown-variable',
        severity: 'warning',
        message: expect.stringContaining('Did you mean "username"?'),
        params: { name: 'usrname', near: 'username' },
      },
    ]);
  });

  it('that nobody delivers clear nothing', async () => {
    const template = userTemplate({
      username: '"{{username}}"',
      email: '"{{mail}}"',
      language: '"{{lang}}{{tongue}}"',
      dialplan: '"{{plan}}"',
      groupName: '"G {{plan}}"',
      avatar: '"{{plan}}{{picture}}"',
    });
    const variables = [{ name: 'lang', expression: 'speech' }];
    const values = { username: 'u', picture: '' };
    const { records } = await mapOne({ template, variables }, values);
    expect(records[0]?.attributes).toEqual({ username: 'u', groupName: 'G', avatar: null });
  });

  it('of a variable win over those of a column', async () => {
    const template = userTemplate({ username: '"{{name}}"' });
    const variables = [{ name: 'name', expression: '$uppercase(name)' }];
    const { records } = await mapOne({ template, variables }, { name: 'max' });
    expect(records[0]?.attributes.username).toBe('MAX');
  });
});

describe('a template that cannot be used', () => {
  const problemsOf = (template: string, columns?: string[]) =>
    checkMapping(definition({ template }), columns);

  it.each([
    ['{"a": "{{#if b}}"}', 'template-syntax', 1],
    ['{\n"a": "{{#if b}}{{/each}}"}', 'template-syntax', 2],
    ['{\n\n"a": "{{b"}', 'template-syntax', 3],
    ['{"a": "{{> part}}"}', 'template-partial', 1],
    ['{"a": "{{#> part}}{{/part}}"}', 'template-partial', 1],
    ['{"a": "{{* deco}}"}', 'template-partial', 1],
    ['{"a":\n "{{lowr b}}"}', 'unknown-helper', 2],
    ['{"a": "{{lookup b c}}"}', 'unknown-helper', 1],
    ['{"a": "{{log b}}"}', 'unknown-helper', 1],
    ['{"a": "{{emit 0 b}}"}', 'unknown-helper', 1],
    ['{"a": "{{#eq a b}}{{/eq}}"}', 'unknown-helper', 1],
    ['{"a": "{{upper (foo b)}}"}', 'unknown-helper', 1],
    ['{"a": "{{#if a b}}{{/if}}"}', 'template-syntax', 1],
    ['{"a": "{{../b}}"}', 'template-syntax', 1],
    ['{"a": "{{this}}"}', 'template-syntax', 1],
    ['{"a": "{{@level}}"}', 'template-syntax', 1],
    ['{"a": "\uFDD0"}', 'template-syntax', null],
    ['{\n"identity": [{\n"username" "u"}]}', 'invalid-json', 3],
    ['{"identity": [{"username": "u"}', 'invalid-json', 1],
    ['{"identity": [{\n"username": "\\u12{{{a}}}"}]}', 'invalid-json', 2],
    ['{"identity": [{\n"username": "\\u00e{{{a}}}"}]}', 'invalid-json', 2],
    ['{"identity": [{\n"username": "\\\\{{{a}}}"}]}', 'invalid-json', 2],
    ['{"identity": [{\n"username": "\\{{{a}}}"}]}', 'template-syntax', 2],
    ['{"identity": [{\n"username": "\\{{a}}"}]}', 'template-syntax', 2],
    ['["identity"]', 'invalid-document', null],
  ])('%j: %s at line %p', (template, code, line) => {
    expect(problemsOf(template).map(inEnglish)).toEqual([
      expect.objectContaining({
        field: 'template',
        code,
        line,
        message: expect.stringMatching(/\.$|\./),
      }),
    ]);
  });

  it('says how to write a value right before a brace', () => {
    expect(englishOf(problemsOf('{"identity":[{"username": {{a}}}]}')[0]!)).toContain(
      'needs a space'
    );
  });

  it('says how to write a name with spaces', () => {
    const [problem] = problemsOf('{"a":\n  "{{phone number}}"}', ['phone number']);
    expect(problem).toMatchObject({ line: 2, column: 4 });
    expect(englishOf(problem!)).toContain('{{[phone number]}}');
  });

  it('shows where it is no JSON', () => {
    const [problem] = problemsOf('{"identity": [{"username": "{{name}}" "email": "{{mail}}"}]}');
    expect(englishOf(problem!)).toContain('"username": "{{name}}" "email"');
  });

  it.each(['\\u12', '\\u', '\\\\'])('says that %s is no complete escape before a tag', (escape) => {
    const [problem] = problemsOf(`{"identity":[{"username": "${escape}{{{login}}}"}]}`);
    expect(englishOf(problem!)).toContain('where an escape is not complete');
    expect(englishOf(problem!)).not.toContain('\uFDD0');
  });

  it('is none where an escape is complete before a tag', async () => {
    const values = { login: 'ada' };
    const username = async (text: string) => {
      const template = userTemplate({ username: `"${text}{{{login}}}"` });
      return (await mapOne({ template }, values)).records?.[0]?.attributes['username'];
    };
    expect(await username('\\u0041')).toBe('Aada');
    expect(await username('\\\\\\')).toBe('\\ada');
  });

  it('is one that never fills what users are known by', () => {
    const template = userTemplate({ displayName: '"{{name}}"' });
    expect(checkMapping(definition({ template }))).toEqual([
      expect.objectContaining({ field: 'match.user', code: 'no-key-field' }),
    ]);
    expect(
      checkMapping(definition({ template: template.replace('displayName', '003use_name') }))
    ).toEqual([]);
  });

  it('is thrown with all its problems when it is compiled', () => {
    expect(() => mappingOf({ template: '{{foo bar}}{{x y}}', preFilter: '(' }, ['a'])).toThrow(
      expect.objectContaining({
        code: 'invalid-mapping',
        problems: [
          expect.objectContaining({ field: 'preFilter' }),
          expect.objectContaining({ code: 'unknown-helper', column: 1 }),
          expect.objectContaining({ code: 'unknown-helper', column: 12 }),
        ],
      })
    );
  });

  it('may still be right for some rows', () => {
    const template = '{"identity":[{"username":"u"{{#if a}} "x"{{/if}} }]}';
    expect(codesOf(mappingOf({ template }, ['a']).issues)).toEqual(['invalid-json']);
  });
});

describe('limits', () => {
  it('end a template that renders too much', async () => {
    const template = userTemplate({
      username: '"u"',
      avatar:
        '"{{#each list}}{{#each ../list}}{{#each ../../list}}xxxxxxxxxx{{/each}}{{/each}}{{/each}}"',
    });
    const { records, issues } = await mapOne(
      { template },
      { list: Array.from({ length: 60 }, () => 'x') }
    );
    expect(records).toEqual([]);
    expect(issues).toEqual([
      expect.objectContaining({ code: 'rendered-too-long', severity: 'error', column: 'template' }),
    ]);
  });

  it('end a template that puts in too many values', async () => {
    const template = userTemplate({
      username: '"u"',
      avatar: '"{{#each list}}{{#each ../list}}{{this}}{{/each}}{{/each}}"',
    });
    const { issues } = await mapOne({ template }, { list: Array.from({ length: 101 }, () => 'x') });
    expect(codesOf(issues)).toEqual(['rendered-too-long']);
  });

  it('end a template whose values are too long together', async () => {
    const template = userTemplate({
      username: '"u"',
      avatar: '"{{#each list}}{{../long}}{{/each}}"',
    });
    const values = { list: Array.from({ length: 30 }, () => 'x'), long: 'x'.repeat(50_000) };
    expect(codesOf((await mapOne({ template }, values)).issues)).toEqual(['rendered-too-long']);
  });

  it.each([50, 1_000, 100_000])(
    'do not let %d nested blocks or brackets break anything',
    (depth) => {
      const nested = (open: string, close: string) => open.repeat(depth) + close.repeat(depth);
      const check = (part: Parameters<typeof definition>[0]) => checkMapping(definition(part));
      const blocks = nested('{{#if a}}', '{{/if}}');
      const lists = userTemplate({ username: '"u"', avatar: nested('[', ']') });
      expect(codesOf(check({ template: userTemplate({ username: `"u${blocks}"` }) }))).toEqual(
        depth === 50 ? [] : ['template-syntax']
      );
      expect(() => check({ template: lists })).not.toThrow();
      expect(() => check({ preFilter: nested('(', ')') })).not.toThrow();
    }
  );
});

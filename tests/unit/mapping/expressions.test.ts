import jsonata from 'jsonata';
import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { checkMapping } from '../../../server/src/mapping';
import { BUILT_IN_FUNCTIONS } from '../../../server/src/mapping/expressions/functions';
import { codesOf, definition, mapOne, mappingOf, userTemplate } from './support';
import type { MappingOptions, Row } from './types';

const TEMPLATE = userTemplate({ username: '"u"', avatar: '{{{result}}}', roles: '"{{{list}}}"' });

/** The value of an expression for a row, as a text or list. */
async function valueOf(expression: string, values: Row['values'], options?: MappingOptions) {
  const variables = [
    { name: 'result', expression },
    { name: 'list', expression: `$type(${expression}) = "array" ? ${expression} : []` },
  ];
  const { records, issues } = await mapOne({ template: TEMPLATE, variables }, values, options);
  expect(issues).toEqual([]);
  const { avatar, roles } = records[0]?.attributes ?? {};
  return roles ?? avatar;
}

/** What is wrong with an expression of the variable `result` for one row. */
async function issuesOf(expression: string, values: Row['values'], options?: MappingOptions) {
  const variables = [{ name: 'result', expression }];
  const template = userTemplate({ username: '"u"', avatar: '"{{result}}"' });
  const { issues, records } = await mapOne({ template, variables }, values, options);
  return { issues, records };
}

describe('an expression', () => {
  it.each([
    ['job', 'Boss'],
    ['`phone number`', '1'],
    ['$$.job', 'Boss'],
    ['$row.job', 'Boss'],
    ['$row.`phone number` & "-" & job', '1-Boss'],
    ['$lookup($row, "job")', 'Boss'],
    ['job = "Boss" ? "yes" : "no"', 'yes'],
    ['$join([job, missing, "x"], "+")', 'Boss+x'],
    ['list[0]', 'a'],
    ['$join(list[$ != "a"], ";")', 'b'],
    ['$map(list, function($v) { $v & job })', ['aBoss', 'bBoss']],
    ['(function($x) { $x & "!" })(job)', 'Boss!'],
    ['`__proto__`', 'p'],
    ['constructor', 'c'],
  ])('reads the row: %s', async (expression, expected) => {
    const values = {
      job: 'Boss',
      'phone number': '1',
      list: ['a', 'b'],
      missing: '',
      ['__proto__']: 'p',
      constructor: 'c',
    };
    if (expression.startsWith('$join([')) values.missing = 'x';
    expect(await valueOf(expression, values)).toEqual(
      expression.startsWith('$join([') ? 'Boss+x+x' : expected
    );
  });

  it('reads the variables before it', async () => {
    const variables = [
      { name: 'full', expression: 'first & " " & last' },
      { name: 'first', expression: '$uppercase($full)' },
      { name: 'result', expression: '$first & "|" & $full' },
    ];
    const { records, issues, mapping } = await mapOne(
      { template: userTemplate({ username: '"u"', avatar: '"{{result}}"' }), variables },
      { first: 'Max', last: 'Muster' }
    );
    expect([...issues, ...mapping.issues]).toEqual([]);
    expect(records[0]?.attributes.avatar).toBe('MAX MUSTER|Max Muster');
  });

  it('calls a function even where a variable has its name', async () => {
    const variables = [
      { name: 'first', expression: '$first([name, "x"])' },
      { name: 'result', expression: '$first(["a", "b"]) & name' },
      { name: 'both', expression: '$first(["a"]) & $string($exists($first))' },
    ];
    const template = userTemplate({ username: '"{{result}}{{both}}"' });
    const { records, mapping } = await mapOne({ template, variables }, { name: 'n' });
    expect(records[0]?.attributes.username).toBe('anatrue');
    expect(codesOf(mapping.issues)).toEqual(['name-of-function']);
  });

  it('takes a column of another case, with a warning', async () => {
    const variables = [
      { name: 'result', expression: 'DISPLAYNAME & "/" & displayname[0] & $$.DisplayName' },
    ];
    const { records, mapping } = await mapOne(
      { template: TEMPLATE, variables },
      { displayName: 'Max' }
    );
    expect(records[0]?.attributes.avatar).toBe('Max/MaxMax');
    expect(codesOf(mapping.issues).filter((code) => code === 'column-case')).toHaveLength(3);
  });

  it('leaves names inside of what is no row alone', async () => {
    const variables = [
      { name: 'result', expression: '[{"JOB": "x"}].JOB & {"JOB": "y"}[JOB = "y"].JOB' },
    ];
    const { records, mapping } = await mapOne({ template: TEMPLATE, variables }, { job: 'z' });
    expect(records[0]?.attributes.avatar).toBe('xy');
    expect(codesOf(mapping.issues)).not.toContain('column-case');
  });

  it('warns of columns and variables that are not there, and names the nearest', () => {
    const variables = [{ name: 'result', expression: 'displaynam & $job & $resu' }];
    const { issues } = mappingOf({ template: TEMPLATE, variables }, ['displayname', 'job']);
    const messages = issues.filter(({ column }) => column === 'variables.result').map(englishOf);
    expect(messages).toEqual([
      expect.stringContaining('Did you mean "displayname"?'),
      expect.stringContaining('A column is written without "$".'),
      expect.stringContaining('"$resu"'),
    ]);
  });

  it('warns of what gives another value in each run', () => {
    const variables = [{ name: 'result', expression: '$now()' }];
    expect(codesOf(mappingOf({ template: TEMPLATE, variables }, []).issues)).toContain(
      'not-repeatable'
    );
  });
});

describe('an expression that cannot be used', () => {
  const problemsOf = (expression: string) =>
    checkMapping(definition({ template: TEMPLATE, variables: [{ name: 'x', expression }] }));

  it.each([
    ['(', 'expression-syntax', 1, 1],
    ['a &\n  b b', 'expression-syntax', 2, 5],
    ['"abc', 'expression-syntax', 1, 4],
    ['/(/', 'expression-syntax', 1, 3],
    ['/a{2,1}/', 'expression-syntax', null, null],
    ['job & $e165(phone)', 'unknown-function', 1, 7],
    ['\n$eval("1")', 'function-not-allowed', 2, 1],
    ['$map(list, $eval)', 'function-not-allowed', 1, 12],
    ['$random()', 'function-not-allowed', 1, 1],
    ['$shuffle(list)', 'function-not-allowed', 1, 1],
    ['', 'empty-expression', null, null],
  ])('%j: %s at %p:%p', (expression, code, line, column) => {
    expect(problemsOf(expression)).toEqual([
      expect.objectContaining({ field: 'variables.x', code, line, column }),
    ]);
  });

  it('names the function that was probably meant', () => {
    expect(englishOf(problemsOf('$e165(phone)')[0]!)).toContain('Did you mean "e164"?');
    expect(englishOf(problemsOf('$lowercas(x)')[0]!)).toContain('Did you mean "lowercase"?');
  });

  it('is a problem of the field it stands in', () => {
    const variables = [
      { name: 'a', expression: 'b' },
      { name: 'a', expression: 'c' },
      { name: ' ', expression: 'c' },
    ];
    expect(
      checkMapping(definition({ preFilter: '$foo()', variables, template: TEMPLATE })).map(
        ({ field, code }) => [field, code]
      )
    ).toEqual([
      ['variables.a', 'duplicate-variable'],
      ['variables.3', 'empty-name'],
      ['preFilter', 'unknown-function'],
    ]);
  });

  it('the list of JSONata functions is the library’s', async () => {
    for (const name of BUILT_IN_FUNCTIONS) {
      expect([name, await jsonata(`$exists($${name})`).evaluate({})]).toEqual([name, true]);
    }
  });
});

describe('an expression that fails', () => {
  it('is an issue of its row that names variable, place and value', async () => {
    const { issues, records } = await issuesOf('"x" &\n $number(job)', { job: 'Boss' });
    expect(issues.map(inEnglish)).toEqual([
      {
        row: 2,
        column: 'variables.result',
        value: 'Boss',
        code: 'expression-error',
        severity: 'error',
        params: expect.any(Object),
        message: expect.stringMatching(/^At line 2, column \d+: .*number/),
      },
    ]);
    expect(records).toEqual([
      expect.objectContaining({ failed: true, attributes: { username: 'u' } }),
    ]);
  });

  it.each([
    ['$number(job)', 'expression-error'],
    ['$error("no")', 'expression-error'],
    ['$e164(job, "Germany")', 'expression-error'],
    ['$uppercase', 'expression-result'],
    ['[function($x) { $x }]', 'expression-result'],
    ['($f := function($s) { $length($s) > 100000 ? $s : $f($s & $s) }; $f(job))', 'value-too-long'],
    ['($f := function() { 1 + $f() }; $f())', 'expression-error'],
    ['[1..20000]', 'expression-error'],
    ['$pad("", 1000000)', 'value-too-long'],
  ])('%s: %s', async (expression, code) => {
    const { issues, records } = await issuesOf(expression, { job: 'Boss' });
    expect(issues).toEqual([expect.objectContaining({ code, severity: 'error', row: 2 })]);
    expect(records[0]?.failed).toBe(true);
  });

  it('ends when it has run for too long', async () => {
    const { issues } = await issuesOf(
      '($f := function() { $f() }; $f())',
      { job: 'x' },
      { limits: { expressionMilliseconds: 30 } }
    );
    expect(issues[0]).toMatchObject({ code: 'expression-error' });
    expect(englishOf(issues[0]!)).toContain('timeout');
  });

  it('takes those that read it with it, without a further issue', async () => {
    const variables = [
      { name: 'a', expression: '$number(job)' },
      { name: 'b', expression: '$a & "x"' },
    ];
    const template = userTemplate({
      username: '"{{name}}"',
      avatar: '"{{b}}"',
      language: '"{{name}}"',
    });
    const { records, issues } = await mapOne({ template, variables }, { name: 'max', job: 'x' });
    expect(codesOf(issues)).toEqual(['expression-error']);
    expect(records[0]).toMatchObject({
      failed: true,
      attributes: { username: 'max', language: 'max' },
    });
    expect(records[0]?.attributes).not.toHaveProperty('avatar');
  });

  it('leaves no record where a user is known by it', async () => {
    const template = userTemplate({ username: '"{{result}}"' });
    const variables = [{ name: 'result', expression: '$number(job)' }];
    const { records, issues, filtered } = await mapOne({ template, variables }, { job: 'x' });
    expect({ records, filtered, codes: codesOf(issues) }).toEqual({
      records: [],
      filtered: false,
      codes: ['expression-error'],
    });
  });

  it('leaves no record where a block decides by it', async () => {
    const template =
      '{"identity":[{"username":"u"{{#if (eq result "1")}},"post":{"phonebook":[{"displayName":"x"}]}{{/if}} }]}';
    const variables = [{ name: 'result', expression: '$number(job)' }];
    const { records, issues } = await mapOne(
      { template: template.replace('"1"', "'1'"), variables },
      { job: 'x' }
    );
    expect(records).toEqual([]);
    expect(codesOf(issues)).toEqual(['expression-error']);
  });

  it('fails only the record that it is part of', async () => {
    const template =
      '{"identity":[{"username":"u","post":{"phonebook":[{"displayName":"{{name}}","notes":"{{result}}"}]}}]}';
    const variables = [{ name: 'result', expression: '$number(job)' }];
    const { records } = await mapOne({ template, variables }, { job: 'x', name: 'Max' });
    expect(records[0]?.failed).toBe(false);
    expect(records[0]?.children[0]).toMatchObject({
      failed: true,
      attributes: { displayName: 'Max' },
    });
  });
});

describe('the pre-filter', () => {
  const filter = async (preFilter: string, values: Row['values']) => {
    const { filtered, issues, records } = await mapOne(
      { preFilter, template: userTemplate({ username: '"u"' }) },
      values
    );
    return { taken: records.length === 1, filtered, codes: codesOf(issues) };
  };
  const TAKEN = { taken: true, filtered: false, codes: [] };
  const LEFT_OUT = { taken: false, filtered: true, codes: [] };

  it('takes a row that it is true for', async () => {
    expect(await filter('active = "1"', { active: '1' })).toEqual(TAKEN);
    expect(await filter('active = "1"', { active: '0' })).toEqual(LEFT_OUT);
    expect(await filter('  ', { active: '0' })).toEqual(TAKEN);
  });

  it('finds that a column exists even when the cell is empty, as in PHP', async () => {
    expect(await filter('$exists(displayname)', { displayname: '' })).toEqual(TAKEN);
    expect(await filter('$exists(displayname)', { displayName: '' })).toEqual(TAKEN);
    expect(await filter('$exists(displayname)', { name: 'x' })).toEqual(LEFT_OUT);
    expect(await filter('displayname != ""', { displayname: '' })).toEqual(LEFT_OUT);
  });

  it('leaves out a row for which it gives nothing', async () => {
    expect(await filter('$contains(mail, "@x")', { name: 'a' })).toEqual(LEFT_OUT);
  });

  it('does not guess what else could be true', async () => {
    const failed = { taken: false, filtered: false, codes: ['filter-not-boolean'] };
    expect(await filter('active', { active: '0' })).toEqual(failed);
    expect(await filter('1', { active: '0' })).toEqual(failed);
    expect(await filter('$number(active)', { active: 'x' })).toEqual({
      ...failed,
      codes: ['expression-error'],
    });
  });
});

describe('rows', () => {
  it('do not see one another', async () => {
    const variables = [
      { name: 'seen', expression: '($exists($kept) ? $kept : "none")' },
      { name: 'result', expression: '($kept := name; $seen & $kept)' },
    ];
    const mapping = mappingOf({ template: userTemplate({ username: '"{{result}}"' }), variables }, [
      'name',
    ]);
    const rows = await Promise.all(
      ['a', 'b'].map((name, index) => mapping.map({ number: index + 2, values: { name } }))
    );
    expect(rows.map(({ records }) => records[0]?.attributes.username)).toEqual(['nonea', 'noneb']);
  });

  it('cannot be changed by an expression', async () => {
    const variables = [
      { name: 'copy', expression: '($$ ~> |$|{"name": "changed"}|).name' },
      {
        name: 'trick',
        expression: '($clone := function($x) { $x }; $r := $$ ~> |$|{"name": "changed"}|; name)',
      },
    ];
    const template = userTemplate({
      username: '"{{name}}"',
      avatar: '"{{copy}}"',
      language: '"{{trick}}"',
    });
    const values = { name: 'max' };
    const { records } = await mapOne({ template, variables }, values);
    expect(records[0]?.attributes.username).toBe('max');
    expect(records[0]?.attributes.avatar).toBe('changed');
    expect(values).toEqual({ name: 'max' });
  });

  it('tell the host what they are at, but for what is done at once', async () => {
    const entered: [number, string][] = [];
    await mapOne(
      {
        preFilter: '$count(a) = 1 and a = "1"',
        variables: [
          { name: 'x', expression: '$join([a, a])' },
          { name: 'y', expression: 'a' },
          { name: 'z', expression: 'a & a' },
        ],
        template: userTemplate({ username: '"{{x}}"' }),
      },
      { a: '1' },
      { observer: { enter: (row, field) => entered.push([row, field]) } }
    );
    expect(entered).toEqual([
      [2, 'preFilter'],
      [2, 'variables.x'],
      [2, 'template'],
    ]);
  });
});

describe('functions', () => {
  it.each<[string, unknown]>([
    ['$e164("0171 1234567", "DE")', '+491711234567'],
    ['$e164("0171 1234567", "de")', '+491711234567'],
    ['$e164("+43 (0) 1 5321234")', '+4315321234'],
    ['$e164("044 668 18 00", "CH")', '+41446681800'],
    ['$e164("345", "DE")', '345'],
    ['$e164("12", "DE")', '12'],
    ['$e164("not yet", "DE")', 'not yet'],
    ['$e164(numbers, "DE")', ['+49301234567', 'none']],
    ['$mac("AABB.CCDD.EEFF")', 'aa:bb:cc:dd:ee:ff'],
    ['$mac("soon")', 'soon'],
    ['$transliterate("Jürgen Groß, Łukasz, Ærø, Андрей")', 'Juergen Gross, Lukasz, AEro, Andrey'],
    ['$login("Jürgen", "Groß")', 'juergen.gross'],
    ['$login("Jürgen Groß")', 'juergen.gross'],
    ['$login("Anna-Maria", "von O\'Neill ")', 'anna-maria.von.oneill'],
    ['$login("", "Öz")', 'oez'],
    ['$first(numbers)', '030 1234567'],
    ['$first("x")', 'x'],
    ['$first(["", "y"])', 'y'],
    ['$splitList("a, b;; c,")', ['a', 'b', 'c']],
    ['$hash("x")', '2d711642b726b044'],
    ['$cn(groups)', ['Sales, EMEA', 'plain']],
    ['$cn("cn=B\\\\C3\\\\BCro,ou=Groups")', 'Büro'],
    ['$cn("CN=\\"Sales, EMEA\\",OU=Groups")', 'Sales, EMEA'],
    ['$cn("CN=Sales, EMEA")', 'Sales'],
    ['$cn("uid=7+cn=Sales,ou=Groups")', 'Sales'],
    ['$cn("CN=Sales <all>,OU=Groups")', 'CN=Sales <all>,OU=Groups'],
    ['$uppercase($mac("aabbccddeeff"))', 'AA:BB:CC:DD:EE:FF'],
  ])('%s', async (expression, expected) => {
    const values = {
      numbers: ['030 1234567', 'none'],
      groups: ['CN=Sales\\, EMEA,OU=Groups,DC=example', 'plain'],
    };
    expect(await valueOf(expression, values)).toEqual(expected);
  });

  it.each([
    'e164(x, "DE")',
    'mac(x)',
    'transliterate(x)',
    'login(x)',
    'first(x)',
    'splitList(x)',
    'hash(x)',
    'cn(x)',
  ])('$%s of nothing is nothing', async (call) => {
    const { records, issues } = await mapOne(
      {
        template: userTemplate({ username: '"u"', avatar: '"{{r}}"' }),
        variables: [{ name: 'r', expression: `$exists($${call}) ? "something" : "nothing"` }],
      },
      { a: '1' }
    );
    expect(issues).toEqual([]);
    expect(records[0]?.attributes.avatar).toBe('nothing');
  });
});

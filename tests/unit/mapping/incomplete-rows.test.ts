import { englishOf } from '../../../shared/codes/texts';
import { codesOf, mappingOf, userTemplate } from './support';

const COLUMNS = ['username', 'displayname', 'phone', 'fax', 'job'];
const VALUES = { username: 'anna', displayname: 'Anna', phone: '301', fax: '', job: '' };

const mapShort = (part: Parameters<typeof mappingOf>[0], missingCells: string[], values = VALUES) =>
  mappingOf(part, COLUMNS).map({ number: 2, values, missingCells });

describe('cells that a row does not give', () => {
  it('leave what automatic matching fills from them alone', async () => {
    const { records, issues } = await mapShort({}, ['fax', 'job']);
    const [entry] = records[0]?.children ?? [];
    expect(issues).toEqual([]);
    expect(records[0]?.attributes).toMatchObject({ username: 'anna', extension: '301' });
    expect(entry?.attributes).not.toHaveProperty('fax');
    const given = await mapShort({}, []);
    expect(given.records[0]?.children[0]?.attributes).toHaveProperty('fax', null);
  });

  it.each([
    ['a column', '"{{{job}}}"', []],
    ['a variable', '"{{{post}}}"', [{ name: 'post', expression: 'job' }]],
    [
      'an expression with a value of its own',
      '"{{{post}}}"',
      [{ name: 'post', expression: 'job = "Boss" ? "A" : "B"' }],
    ],
    [
      'a chain of variables',
      '"{{{b}}}"',
      [
        { name: 'a', expression: '$uppercase(job)' },
        { name: 'b', expression: '$a & $a' },
      ],
    ],
    ['text around it', '"Job: {{{job}}} {{{fax}}}"', []],
  ])('leave an attribute alone that comes only from them: %s', async (_, value, variables) => {
    const template = userTemplate({ username: '"{{{username}}}"', groupName: value });
    const short = await mapShort({ template, variables }, ['fax', 'job']);
    expect(short.records[0]?.attributes).toEqual({ username: 'anna' });
    const full = await mapShort({ template, variables }, []);
    expect(full.records[0]?.attributes).toHaveProperty('groupName');
  });

  it('do not switch anybody off', async () => {
    const template = userTemplate({ username: '"{{{username}}}"', enabled: '"{{{on}}}"' });
    const variables = [{ name: 'on', expression: 'job = "yes"' }];
    const { records } = await mapShort({ template, variables }, ['job']);
    expect(records[0]?.attributes).toEqual({ username: 'anna' });
  });

  it('do not keep what other columns fill as well', async () => {
    const template = userTemplate({
      username: '"{{{username}}}"',
      displayName: '"{{{displayname}}} {{{job}}}"',
    });
    const { records } = await mapShort({ template }, ['fax', 'job']);
    expect(records[0]?.attributes.displayName).toBe('Anna');
  });

  it('mark the user, so that entries and phones of theirs stay', async () => {
    expect((await mapShort({}, ['fax'])).records[0]?.partial).toBe(true);
    expect((await mapShort({}, [])).records[0]).not.toHaveProperty('partial');
  });

  it('keep a phone out whose MAC is not given', async () => {
    const columns = ['username', 'phonemac'];
    const values = { username: 'anna', phonemac: '' };
    const { records, issues } = await mappingOf({}, columns).map({
      number: 2,
      values,
      missingCells: ['phonemac'],
    });
    expect(records[0]).toMatchObject({ partial: true });
    expect(records[0]?.children.filter(({ type }) => type === 'phone')).toEqual([]);
    expect(issues).toEqual([]);
  });

  it('fail the row where its key is one of them', async () => {
    const { records, issues } = await mapShort(
      { match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' } },
      ['username', 'job']
    );
    expect(records).toEqual([]);
    expect(codesOf(issues)).toEqual(['too-few-fields']);
    expect(issues[0]).toMatchObject({ column: 'username', severity: 'error' });
  });
});

describe('a pre-filter that reads cells which a row does not give', () => {
  const filtered = (preFilter: string, values = {}) =>
    mapShort({ preFilter }, ['fax', 'job'], { ...VALUES, ...values });

  it.each([
    'job = "Boss"',
    'job != ""',
    '$boolean(job)',
    '$contains(job, "o")',
    '$number(fax = "" ? "0" : fax) > 5',
    'displayname = "Anna" and job = "Boss"',
    'job = "Boss" and displayname = "Anna"',
    '(displayname = "Eva") or ($not(job = ""))',
    'displayname in ["Anna", "Eva"] and $lowercase(job) in ["boss", "chief"]',
    '$row.job = "Boss"',
    'JOB = "Boss"',
    '$count($keys($)) = 99',
    "$row['job'] == 'Boss'",
    "$row['job'] != '' && $row['displayname'] == 'Anna'",
    '!empty($row["job"])',
  ])('leaves the person as stored: %s', async (preFilter) => {
    const mapped = await filtered(preFilter);
    expect(mapped).toMatchObject({ filtered: true, records: [] });
    expect(mapped.kept).toMatchObject([{ type: 'user', attributes: { username: 'anna' } }]);
    expect(mapped.issues).toMatchObject([
      { code: 'row-undecided', severity: 'warning', row: 2, column: 'preFilter' },
    ]);
  });

  it.each([
    'displayname = "Eva" and job = "Boss"',
    'job = "Boss" and displayname = "Eva"',
    '$not(displayname = "Anna" or job = "")',
    "$row['displayname'] == 'Eva' && $row['job'] == 'Boss'",
    'displayname = "Eva"',
  ])('leaves it out where the other cells decide: %s', async (preFilter) => {
    const mapped = await filtered(preFilter);
    expect(mapped).toEqual({ row: 2, filtered: true, records: [], issues: [] });
  });

  it.each(['job != "left"', '$not(job = "left")', '$exists(job)', "$row['job'] != 'left'"])(
    'takes it where empty cells are right: %s',
    async (preFilter) => {
      const mapped = await filtered(preFilter);
      expect(mapped).toMatchObject({ filtered: false, issues: [] });
      expect(mapped).not.toHaveProperty('kept');
      expect(mapped.records).toHaveLength(1);
    }
  );

  it('names the columns, once for all rows', async () => {
    const mapping = mappingOf({ preFilter: 'job = "Boss" and fax = "1"' }, COLUMNS);
    const row = { number: 2, values: VALUES, missingCells: ['fax', 'job'] };
    const [first] = (await mapping.map(row)).issues;
    expect(englishOf(first!)).toContain('before "job", "fax", by which the pre-filter decides');
    expect((await mapping.map({ ...row, number: 3 })).issues).toEqual([]);
  });

  it('leaves a row out that gives them empty', async () => {
    const mapped = await mapShort({ preFilter: 'job = "Boss"' }, []);
    expect(mapped).toEqual({ row: 2, filtered: true, records: [], issues: [] });
  });

  it('knows no record where the key is one of them', async () => {
    const match = { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' };
    const template = userTemplate({ username: '"{{username}}"', externalId: '"{{job}}"' });
    const mapped = await mapShort({ preFilter: 'job = "Boss"', match, template }, ['job']);
    expect(mapped).toMatchObject({ filtered: true, kept: [] });
  });
});

describe('a template that decides by cells which a row does not give', () => {
  const user = (fields: string) => `{"username": "{{username}}"${fields} }`;
  const mapWith = (text: string) => mapShort({ template: text }, ['fax', 'job']);

  it.each([
    `{"identity": [{{#if job}}${user('')}{{/if}}]}`,
    `{"identity": [{{#if (eq job "Boss")}}${user('')}{{/if}}]}`,
    `{"identity": [{{#unless (eq job "")}}${user('')}{{/unless}}]}`,
    `{{#if (ne (lower job) "")}}{"identity": [${user('')}]}{{/if}}`,
    `{"identity": [{{#if (eq displayname "Anna")}}{{#if fax}}${user('')}{{/if}}{{/if}}]}`,
    `{"identity": [{{#if (eq job "A")}}${user('')}{{/if}}{{#if (eq job "B")}}${user('')}{{/if}}]}`,
  ])('leaves the person as stored: %s', async (text) => {
    const mapped = await mapWith(text);
    expect(mapped).toMatchObject({ filtered: false, records: [] });
    expect(mapped.kept).toMatchObject([{ type: 'user', attributes: { username: 'anna' } }]);
    expect(codesOf(mapped.issues)).toEqual(['row-undecided']);
  });

  it('keeps further people of a row', async () => {
    const other = '{"username": "{{username}}-2"}';
    const mapped = await mapWith(`{"identity": [${user('')}, {{#if job}}${other}{{/if}}]}`);
    expect(mapped.records).toMatchObject([{ attributes: { username: 'anna' } }]);
    expect(mapped.kept).toMatchObject([{ attributes: { username: 'anna-2' } }]);
  });

  it('cannot tell whom a list gives that is not there', async () => {
    const text = `{"identity": [{{#each names}}{"username": "{{this}}"}{{/each}}]}`;
    const variables = [{ name: 'names', expression: '$splitList(job)' }];
    const mapped = await mapShort({ template: text, variables }, ['job']);
    expect(mapped).toMatchObject({ records: [], kept: [] });
  });

  it('asks for nobody where the other cells decide', async () => {
    const text = `{"identity": [{{#if (eq displayname "Eva")}}${user('')}{{#if job}}{{/if}}{{/if}}]}`;
    const mapped = await mapWith(text);
    expect(mapped.records).toEqual([]);
    expect(mapped).not.toHaveProperty('kept');
  });

  it.each([
    `"roles": "{{#if job}}boss{{else}}staff{{/if}}"`,
    `"enabled": {{#if job}}true{{else}}false{{/if}}`,
    `"groupName": "{{#unless fax}}none{{/unless}}"`,
    `{{#if (eq job "")}}"language": "de"{{/if}}`,
    `{{#if job}}"dialplan": "a"{{else if fax}}"dialplan": "b"{{else}}"dialplan": "c"{{/if}}`,
  ])('leaves an attribute alone: %s', async (field) => {
    const text = `{"identity": [${user(`, "displayName": "{{displayname}}", ${field}`)}]}`;
    const { records, issues, ...mapped } = await mapWith(text);
    expect(records[0]?.attributes).toEqual({ username: 'anna', displayName: 'Anna' });
    expect(issues).toEqual([]);
    expect(mapped).not.toHaveProperty('kept');
    const given = await mapShort({ template: text }, []);
    expect(Object.keys(given.records[0]?.attributes ?? {})).toHaveLength(3);
  });

  it.each([
    ['a comparison', 'job = "Boss" and displayname = "Anna"'],
    ['a condition', 'job = "Boss" ? displayname : "Former"'],
    ['a question', '$exists(job) ? displayname : "none"'],
    ['what another variable decides', '$isBoss ? displayname : "x"'],
    ['PHP', "$row['job'] == 'Boss' ? $row['displayname'] : 'x'"],
  ])('leaves alone what a variable makes by them: %s', async (_, expression) => {
    const template = userTemplate({ username: '"{{username}}"', groupName: '"{{made}}"' });
    const variables = [
      { name: 'isBoss', expression: 'job = "Boss"' },
      { name: 'made', expression },
    ];
    const { records } = await mapShort({ template, variables }, ['job']);
    expect(records[0]?.attributes).toEqual({ username: 'anna' });
  });
});

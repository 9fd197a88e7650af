import { mappingOf, userTemplate, showOne } from './support';

const ROW = {
  username: 'max',
  password: 'geheim-1',
  'secret code': 'geheim-2',
  sipsecret: 'geheim-3',
  start: 'geheim-4',
  job: 'Bo"ss',
};
const TEMPLATE = `{
  "identity": [{
    "username": "{{username}}", "password": "{{[secret code]}}", "pin": {{pin}}, "avatar": "{{job}}",
    "language": {{job}},
    "post": {"phone": [{"kind": "softphone", "sipUsername": "{{username}}", "sipPassword": "{{sip}}"}]}
  }]
}`;
const VARIABLES = [
  { name: 'pin', expression: '$substring(start, 7)' },
  { name: 'sip', expression: '$pin & username' },
  { name: 'shout', expression: '$uppercase(job)' },
  { name: 'shown', expression: '$uppercase(password)' },
];

const mapping = () => mappingOf({ template: TEMPLATE, variables: VARIABLES }, Object.keys(ROW));

describe('a trial', () => {
  it('shows every step', async () => {
    const trial = await showOne(mapping(), { number: 7, values: ROW });
    expect(trial).toMatchObject({ row: 7, taken: true, issues: [] });
    expect(trial.variables).toEqual({ pin: '•••', sip: '•••', shout: 'BO"SS', shown: '•••' });
    expect(trial.rendered).toBe(
      TEMPLATE.replace('{{username}}', 'max')
        .replace('{{username}}', '•••')
        .replace('{{[secret code]}}', '•••')
        .replace('{{pin}}', '"•••"')
        .replace('{{sip}}', '•••')
        .replace('"{{job}}"', '"Bo\\"ss"')
        .replace('{{job}}', '"Bo\\"ss"')
    );
    expect(trial.records[0]?.attributes).toEqual({
      username: 'max',
      password: '•••',
      pin: '•••',
      avatar: 'Bo"ss',
      language: 'Bo"ss',
    });
    expect(trial.records[0]?.children[0]?.attributes).toEqual({
      kind: 'softphone',
      sipUsername: '•••',
      sipPassword: '•••',
    });
  });

  it('shows no secret anywhere', async () => {
    const text = JSON.stringify(await showOne(mapping(), { number: 7, values: ROW }));
    expect(text).not.toMatch(/geheim/i);
  });

  it('masks the columns that fill a secret and those named like one', async () => {
    const trial = await showOne(mapping(), { number: 7, values: { ...ROW, sipsecret: '' } });
    expect(trial.values).toEqual({
      username: 'max',
      password: '•••',
      'secret code': '•••',
      sipsecret: '',
      start: '•••',
      job: 'Bo"ss',
    });
  });

  it('leaves a column visible that a secret is only computed from', async () => {
    const template = userTemplate({ username: '"{{username}}"', pin: '"{{pin}}"' });
    const variables = [{ name: 'pin', expression: 'username & "1"' }];
    const trial = await showOne(mappingOf({ template, variables }, ['username']), {
      number: 2,
      values: { username: 'max' },
    });
    expect(trial.values).toEqual({ username: 'max' });
    expect(trial.variables).toEqual({ pin: '•••' });
    expect(trial.rendered).toContain('"username": "max"');
    expect(trial.rendered).toContain('"pin": "•••"');
  });

  it('masks what an expression that sees the whole row gives', async () => {
    const template = userTemplate({ username: '"{{username}}"', avatar: '"{{all}}"' });
    const variables = [{ name: 'all', expression: '$string($$)' }];
    const values = { username: 'max', password: 'geheim' };
    const trial = await showOne(mappingOf({ template, variables }, Object.keys(values)), {
      number: 2,
      values,
    });
    expect(trial.variables).toEqual({ all: '•••' });
    expect(trial.rendered).not.toContain('geheim');
  });

  it('says nothing of a secret when its expression fails', async () => {
    const template = userTemplate({ username: '"{{username}}"', pin: '"{{pin}}"' });
    const variables = [{ name: 'pin', expression: '$number(code)' }];
    const mapping = mappingOf({ template, variables }, ['username', 'code']);
    const { issues } = await showOne(mapping, {
      number: 2,
      values: { username: 'max', code: 'geheim' },
    });
    expect(issues).toEqual([
      expect.objectContaining({ code: 'expression-error', value: '•••', column: 'variables.pin' }),
    ]);
    expect(JSON.stringify(issues)).not.toContain('geheim');
  });

  it('says nothing of a secret that a pre-filter gives', async () => {
    const template = userTemplate({ username: '"{{username}}"', password: '"{{password}}"' });
    const mapping = mappingOf({ template, preFilter: 'password' }, ['username', 'password']);
    const { issues } = await mapping.map({
      number: 2,
      values: { username: 'max', password: 'geheim' },
    });
    expect(issues).toEqual([expect.objectContaining({ code: 'filter-not-boolean', value: '•••' })]);
    expect(JSON.stringify(issues)).not.toContain('geheim');
  });

  it('says nothing of a secret whose value is unusable', async () => {
    const template = userTemplate({ username: '"{{username}}"', pin: '"{{code}}"' });
    const values = { username: 'max', code: `geheim${'x'.repeat(300)}` };
    const mapped = await mappingOf({ template }, Object.keys(values)).map({ number: 2, values });
    expect(mapped.records[0]?.unread).toEqual({
      pin: expect.objectContaining({ column: 'code', value: '•••', code: 'value-too-long' }),
    });
    expect(JSON.stringify(mapped)).not.toContain('geheim');
  });

  it('stops where the pre-filter leaves the row out', async () => {
    const filtered = mappingOf(
      { preFilter: 'username = "eve"', template: TEMPLATE, variables: VARIABLES },
      Object.keys(ROW)
    );
    expect(await showOne(filtered, { number: 2, values: ROW })).toMatchObject({
      taken: false,
      variables: {},
      rendered: null,
      records: [],
      issues: [],
    });
  });

  it('has no rendered text with automatic matching', async () => {
    const trial = await showOne(mappingOf({}, ['username', 'name']), {
      number: 2,
      values: { username: 'max', name: 'Max' },
    });
    expect(trial.rendered).toBeNull();
    expect(trial.records).toHaveLength(1);
  });

  it('shows the text as the template has it, commas and quotes too many and all', async () => {
    const template = '{“identity”: [{"username": „{{username}}“,, }]}';
    const trial = await showOne(mappingOf({ template }, ['username']), {
      number: 2,
      values: { username: 'm"x' },
    });
    expect(trial.rendered).toBe('{“identity”: [{"username": „m\\"x“,, }]}');
    expect(trial.records[0]?.attributes.username).toBe('m"x');
  });

  it('shows its warnings each time', async () => {
    const template = '{"identity":[{"username":"u"{{#if (eq username \'max\')}},"foo":1{{/if}} }]}';
    const mapping = mappingOf({ template }, ['username']);
    const row = { number: 2, values: { username: 'max' } };
    for (const given of [1, 1]) expect((await showOne(mapping, row)).issues).toHaveLength(given);
    expect((await mapping.map(row)).issues).toHaveLength(1);
    expect((await mapping.map(row)).issues).toHaveLength(0);
  });
});

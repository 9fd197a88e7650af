import { codesOf, mappingOf, userTemplate } from './support';

const COLUMNS = ['username', 'displayname', 'phone', 'fax', 'job'];
const VALUES = { username: 'anna', displayname: 'Anna', phone: '301', fax: '', job: '' };

const mapShort = (part: Parameters<typeof mappingOf>[0], notGiven: string[], values = VALUES) =>
  mappingOf(part, COLUMNS).map({ number: 2, values, notGiven });

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
      notGiven: ['phonemac'],
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

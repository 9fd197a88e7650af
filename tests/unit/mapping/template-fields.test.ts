import { asTemplate, fieldsFor, fieldsOfTemplate } from '../../../server/src/mapping';
import {
  type Conversion,
  type FieldRecord,
  type Fields,
  type FieldValue,
  fieldsSchema,
} from '../../../shared/profile/fields';
import { columnName } from '../../../shared/text';
import { rounds } from '../../support/rounds';
import { mapOne } from './support';

const JOB = { name: 'job', expression: 'title' };

const roundTrip = (fields: Fields, columns: string[] | null = null) =>
  fieldsOfTemplate(asTemplate(fields, [JOB], columns), columns);

const user = (value: FieldValue): Fields => [{ type: 'user', values: { username: value } }];

describe('a template as fields', () => {
  it.each([
    ['{"user": [{"username": "{{{Login}}}"}]}', user({ column: 'Login' })],
    [
      '{"identity": [{"003use_name": "{{lower Login}}"}]}',
      user({ column: 'Login', convert: ['lower'] }),
    ],
    ['{"user": [{"username": "{{{job}}}"}]}', user({ variable: 'job' })],
    [
      '{"user": [{"username": "{{{default a b}}}"}]}',
      user({ column: 'a', convert: [{ default: { column: 'b' } }] }),
    ],
  ])('%s can be turned', (template, fields) => {
    expect(fieldsOfTemplate({ template, variables: [JOB] }, null)).toEqual({
      fields,
      variables: [JOB],
    });
  });

  it.each([
    '',
    '{',
    '{{#if a}}{"user": []}{{/if}}',
    '{"user": [{"username": "{{{a}}}-{{{b}}}"}]}',
    '{"user": [{"username": {{{a}}}}]}',
    '{"user": [{"{{{a}}}": "x"}]}',
    '{"user": [{"username": "{{{a}}}"}, {"username": "{{{b}}}"}]}',
    '{"user": [{"username": "{{{a}}}", "nick": "x"}]}',
    '{"user": [{"username": "{{{eq a b}}}"}]}',
    '{"user": [{"username": "{{{a}}}",}]}',
    '{"user": [{"username": "{{{a}}}", "003use_name": "{{{b}}}"}]}',
    '{"user": [{"username": "{{{a}}}", "post": {"phonebook": [{"displayName": "x"}]}}]}',
    '{"user": [{"username": "{{{a}}}", "post": {"phone": [{"kind": "softphone"}]}}]}',
    '{"user": [{"username": "{{{a}}}"}]}{{! why }}',
    '{"user": [{"username": "{{{@root.a}}}"}]}',
    '{"user": [{"username": "{{{lower a b}}}"}]}',
    '{"user": [{"username": "{{{e164 a b}}}"}]}',
    "{\"user\": [{\"username\": \"{{{map a 'x' 'y' 'x' 'z'}}}\"}]}",
  ])('%s says more', (template) => {
    expect(fieldsOfTemplate({ template, variables: [JOB] }, null)).toBeNull();
  });

  it('names the phone that pascom’s columns give', async () => {
    const template = '{"user": [{"username": "{{{login}}}"}]}';
    const row = { login: 'anna', phonemac: '000b824f0001' };
    const turned = fieldsOfTemplate({ template, variables: [] }, Object.keys(row));
    const before = await mapOne({ template }, row);
    const after = await mapOne({ fields: turned?.fields ?? null }, row);
    expect(after.records).toEqual(before.records);
    expect(before.records[0]?.children).toHaveLength(1);
  });

  it('keeps a variable that is used otherwise', () => {
    const fields = user({ expression: 'a & b' });
    const { template, variables } = asTemplate(fields, [], null);
    const other = { name: 'more', expression: '$userUsername & "x"' };
    expect(fieldsOfTemplate({ template, variables: [...variables, other] }, null)).toEqual({
      fields,
      variables: [...variables, other],
    });
  });

  it('is what automatic matching makes', () => {
    const columns = [
      'username',
      'Vorname',
      'Nachname',
      'Telefon',
      'mobile',
      'phonemac',
      'Suspended',
    ];
    expect(roundTrip(fieldsFor(columns), columns)?.fields).toEqual(fieldsFor(columns));
  });
});

describe('fields that become a template', () => {
  let seed = 11;
  const next = (most: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  const pick = <One>(all: readonly One[]): One => all[next(all.length)] as One;
  const PIECES = [
    'a',
    'B',
    ' ',
    '"',
    "'",
    '\\',
    ']',
    '[',
    '{{',
    '}}',
    'ü',
    '😀',
    '.',
    '`',
    'job',
    'text',
  ];
  const text = (): string => Array.from({ length: next(5) }, () => pick(PIECES)).join('');
  /** As a file's columns are called once they are read. */
  const column = (): string => columnName(`c${text()}`);

  const conversion = (): Conversion =>
    pick<() => Conversion>([
      () => pick(['trim', 'lower', 'upper', 'capitalize', 'first', 'number', 'opposite', 'login']),
      () => ({ split: `,${text()}` }),
      () => ({ part: pick([1, -2]) }),
      () => ({ cut: pick([{ from: 2 }, { from: -3, length: 2 }]) }),
      () => ({ phoneNumber: 'DE' }),
      () => ({ join: { columns: [column()], separator: pick([' ', text()]) } }),
      () => ({ default: pick([text(), { column: column() }]) }),
      () => ({ map: { [text()]: text(), x: text() }, ...pick([{}, { otherwise: text() }]) }),
    ])();

  const value = (): FieldValue => {
    const source = pick<() => FieldValue>([
      () => ({ column: pick([column(), 'job']) }),
      () => ({ variable: 'job' }),
      () => ({ text: text() }),
      () => ({ expression: `"${next(9)}" & a` }),
    ])();
    const convert = Array.from({ length: next(3) }, conversion);
    return convert.length > 0 ? { ...source, convert } : source;
  };

  const record = (type: FieldRecord['type'], attributes: string[]): FieldRecord => ({
    type,
    values: Object.fromEntries(attributes.map((attribute) => [attribute, value()])),
  });

  const someFields = (): Fields => [
    ...pick([[record('user', ['username', 'displayName'])], []]),
    ...Array.from({ length: next(3) }, () => record('phonebookEntry', ['displayName', 'notes'])),
    ...Array.from({ length: next(2) }, () => record('phone', ['mac', 'name'])),
    ...pick([[], [{ type: 'phone' as const, values: { kind: { text: 'softphone' } } }]]),
  ];

  it('become the same fields again', () => {
    for (let round = 0; round < rounds(200, 3000); round += 1) {
      const fields = someFields();
      if (fields.length === 0) continue;
      expect(fieldsSchema.safeParse(fields).success).toBe(true);
      expect(roundTrip(fields)).toEqual({ fields, variables: [JOB] });
    }
  });

  it('map as the template does', async () => {
    const row = { c: ' Xy ', job: 'own', title: 'boss', a: 'z', MAC: '000b824f0001' };
    for (let round = 0; round < rounds(60, 1000); round += 1) {
      const fields = user({ column: 'MAC' });
      const values = { displayName: value(), groupName: value(), roles: value() };
      const all: Fields = [{ type: 'user', values: { ...fields[0]?.values, ...values } }];
      const written = asTemplate(all, [JOB], Object.keys(row));
      const before = await mapOne({ fields: all, variables: [JOB] }, row);
      const after = await mapOne(written, row);
      expect(after.records).toEqual(before.records);
    }
  });
});

import { profileSchema } from '../../../shared/profile';
import { fingerprintOf } from '../../../server/src/profiles/fingerprint';
import { readFixes, withFix, withoutFix } from '../../../server/src/uploads/corrections';
import { copyName } from '../../../server/src/profiles/stored';
import { isSecretName } from '../../../shared/secret-names';
import { createCellMask } from '../../../server/src/controllers/secret-columns';
import { createSourceSecrets } from '../../../server/src/profiles/secrets';
import type { RowFix } from '../../../server/src/sources/types';
import { validate } from '../../../server/src/utils/validation';

const { withSecrets } = createSourceSecrets(() => null);

describe('fingerprint', () => {
  const fingerprint = (change: object = {}) => {
    const file = validate(profileSchema, {
      name: 'A',
      source: { type: 'csv', delivery: 'upload' },
      ...change,
    });
    return fingerprintOf({
      ...file,
      source: withSecrets({ source: file.source, secrets: { password: 'p' } })!,
    });
  };
  const url = (more: object = {}) => ({
    source: { type: 'csv', delivery: 'url', url: 'https://a.example', ...more },
  });

  it.each([
    [{ name: 'B' }],
    [{ comment: 'c' }],
    [{ limits: { removePercent: 1 } }],
    [{ notify: { emails: ['a@example.com'] } }],
    [{ schedule: { cron: '1 1 * * *' } }],
  ])('is the same with %j', (change) => {
    expect(fingerprint(change)).toBe(fingerprint());
  });

  it.each([
    [{ mode: 'create-only' }],
    [{ preFilter: 'a' }],
    [{ template: '{}' }],
    [{ variables: [{ name: 'a', expression: '1' }] }],
    [{ match: { user: 'email' } }],
    [{ existing: 'adopt' }],
    [{ ownedByOthers: 'adopt' }],
    [{ generate: { pin: false } }],
    [{ missing: 'disable' }],
    [url()],
    [{ source: { type: 'csv', delivery: 'upload', delimiter: ';' } }],
  ])('differs with %j', (change) => {
    expect(fingerprint(change)).not.toBe(fingerprint());
  });

  it('depends on the query of an address, which may say who comes', () => {
    const file = validate(profileSchema, { name: 'A', ...url() });
    const at = (query: string) =>
      fingerprintOf({
        ...file,
        source: validate(profileSchema, {
          name: 'A',
          ...url({ url: `https://a.example/?${query}` }),
        }).source,
      });
    const all = ['department=it', 'department=sales', 'token=1', 'token=2', ''].map(at);
    expect(new Set(all).size).toBe(all.length);
  });

  it('does not depend on credentials or the order of keys', () => {
    const auth = { type: 'basic', username: 'u', password: 'p' };
    expect(fingerprint(url({ auth }))).toBe(fingerprint(url({ auth: { ...auth, password: 'q' } })));
    const match = { phone: 'mac', user: 'email', phonebookEntry: 'email' };
    const other = { user: 'email', phonebookEntry: 'email', phone: 'mac' };
    expect(fingerprint({ match })).toBe(fingerprint({ match: other }));
  });
});

describe('row fixes', () => {
  const cell = (row: number, column: string, value: string): RowFix => ({ row, column, value });
  const skip = (row: number): RowFix => ({ row, skip: 'no-record' });

  it('replace an earlier one for the same cell only', () => {
    const fixes = [cell(2, 'a', 'x'), cell(2, 'b', 'y'), skip(2)];
    expect(withFix(fixes, cell(2, 'a', 'z'))).toEqual([
      cell(2, 'b', 'y'),
      skip(2),
      cell(2, 'a', 'z'),
    ]);
    expect(withFix(fixes, skip(2))).toHaveLength(3);
    expect(withFix(fixes, cell(3, 'a', 'z'))).toHaveLength(4);
  });

  it('are refused when there are too many', () => {
    const fixes = Array.from({ length: 10_000 }, (_, index) => skip(index + 1));
    expect(() => withFix(fixes, skip(20_000))).toThrow('can be kept');
    expect(withFix(fixes, skip(7))).toHaveLength(10_000);
  });

  it('replace an earlier reason to skip the row', () => {
    const keep: RowFix = { row: 2, skip: 'keep' };
    expect(withFix([skip(2), skip(3)], keep)).toEqual([skip(3), keep]);
  });

  it('are read as they were stored, a skipped row without its reason as one to keep', () => {
    const stored = [cell(2, 'a', 'x'), { row: 3, skip: true }, skip(4), { row: 5, skip: 'keep' }];
    expect(readFixes(JSON.stringify(stored))).toEqual([
      cell(2, 'a', 'x'),
      { row: 3, skip: 'keep' },
      skip(4),
      { row: 5, skip: 'keep' },
    ]);
  });

  it('are undone by cell or by row', () => {
    const fixes = [cell(2, 'a', 'x'), cell(2, 'b', 'y'), skip(2), skip(3)];
    expect(withoutFix(fixes, { row: 2 }, 'a')).toEqual([cell(2, 'b', 'y'), skip(2), skip(3)]);
    expect(withoutFix(fixes, { row: 2 })).toEqual([skip(3)]);
    expect(withoutFix(fixes, { row: 9 })).toEqual(fixes);
  });
});

describe('the name of a copy', () => {
  it.each([
    ['A', [], 'A (copy)'],
    ['A', ['A (copy)'], 'A (copy 2)'],
    ['A (copy)', ['A (copy)'], 'A (copy 2)'],
    ['A (copy 2)', ['A (copy)', 'A (copy 2)'], 'A (copy 3)'],
  ])('of %s beside %j is free', (name, taken, expected) => {
    expect(copyName(name, new Set(taken))).toBe(expected);
  });

  it('is not longer than a name may be', () => {
    const long = 'x'.repeat(100);
    const first = copyName(long, new Set());
    expect(first).toHaveLength(100);
    expect(copyName(long, new Set([first]))).toHaveLength(100);
  });
});

const maskedCell = (column: string, value: string): string => {
  const shown = createCellMask([]).fix({ row: 2, column, value });
  return 'value' in shown ? shown.value : '';
};

describe('columns that hold secrets', () => {
  it.each([
    'password',
    'PIN',
    'sipPassword',
    'SIP-Secret',
    'voicemail_pin',
    'Passwort (neu)',
    '003use_pw',
    'phonepass',
  ])('are known by their name: %s', (column) => {
    expect(isSecretName(column)).toBe(true);
    expect(maskedCell(column, 'hunter2')).toBe('•••');
    expect(maskedCell(column, '')).toBe('');
  });

  it.each(['username', 'displayname', 'phone', 'shipping', 'opinion', ''])(
    'are not others: %s',
    (column) => {
      expect(maskedCell(column, 'value')).toBe('value');
    }
  );

  it('are known in a header that was split at the wrong character', () => {
    expect(isSecretName('name;pin;phone')).toBe(true);
  });
});

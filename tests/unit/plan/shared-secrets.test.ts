import { englishOf } from '../../../shared/codes/texts';
import { entry, phone, plan, rows, user } from './helpers';
import { MemoryDatabase } from './memory';

const issuesOf = async (...records: Parameters<typeof rows>) => {
  const { issues } = await plan(new MemoryDatabase(), rows(...records), {
    columns: { 'user.password': 'Kennwort' },
  });
  expect(JSON.stringify(issues)).not.toMatch(/geheim|fp\(/);
  return issues.map(({ row, column, value, code, severity }) => [
    row,
    column,
    value,
    code,
    severity,
  ]);
};

describe('the same password for several people', () => {
  it('is one warning, and a row for each of them', async () => {
    expect(
      await issuesOf(
        user('ann', { password: 'geheim' }),
        user('bob', { password: 'geheim2' }),
        user('cleo', { password: 'geheim' }),
        user('dora', { password: 'geheim' })
      )
    ).toEqual([
      [2, 'Kennwort', '•••', 'shared-secret-row', 'info'],
      [4, 'Kennwort', '•••', 'shared-secret-row', 'info'],
      [5, 'Kennwort', '•••', 'shared-secret-row', 'info'],
      [null, null, null, 'shared-secret', 'warning'],
    ]);
  });

  it('says how many, not which or what', async () => {
    const { issues } = await plan(
      new MemoryDatabase(),
      rows(
        user('ann', { password: 'geheim', sipPassword: 's' }),
        user('bob', { password: 'geheim' }),
        user('cleo', { sipPassword: 's' })
      )
    );
    const [warning] = issues.filter(({ code }) => code === 'shared-secret');
    expect(englishOf(warning!)).toMatch(/^4 rows give several people the same .* \(2 in all\)/);
  });

  it('counts a SIP password of phones too', async () => {
    const found = await issuesOf(
      user('ann', {}, [phone({ mac: '00:00:00:00:00:01', sipPassword: 'geheim' })]),
      user('bob', { sipPassword: 'geheim' })
    );
    expect(found.map(([row, , , code]) => [row, code])).toEqual([
      [2, 'shared-secret-row'],
      [3, 'shared-secret-row'],
      [null, 'shared-secret'],
    ]);
  });

  it.each([
    ['PINs', [user('ann', { pin: '1234' }), user('bob', { pin: '1234' })]],
    ['empty ones', [user('ann', { password: null }), user('bob', { password: null })]],
    [
      'a password that is another one’s SIP password',
      [user('ann', { password: 'x' }), user('bob', { sipPassword: 'x' })],
    ],
    [
      'two phones of one person',
      [
        user('ann', { sipPassword: 'x' }, [
          phone({ mac: '00:00:00:00:00:01', sipPassword: 'x' }),
          phone({ mac: '00:00:00:00:00:02', sipPassword: 'x' }, { place: 'ipphone/1' }),
        ]),
      ],
    ],
    [
      'what is no secret',
      [
        user('ann', {}, [entry({ displayName: 'x' })]),
        user('bob', {}, [entry({ displayName: 'x' })]),
      ],
    ],
  ])('is not said of %s', async (_, records) => {
    expect(await issuesOf(...records)).toEqual([]);
  });
});

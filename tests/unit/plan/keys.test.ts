import { attributeKey, mayBeOfPlace, placeKey } from '../../../server/src/plan/keys';
import { RowsById } from '../../../server/src/plan/rows-by-id';

describe('keys', () => {
  it('name the attribute and its value', () => {
    expect(attributeKey('username', 'mmuster')).toBe('username:mmuster');
    expect(attributeKey('mac', 'aa:bb:cc:dd:ee:ff')).toBe('mac:aa:bb:cc:dd:ee:ff');
  });

  it('name the list and the place of a child under its parent', () => {
    expect(placeKey('username:a', 'identity/7/post/phonebook/1')).toBe('username:a/phonebook/1');
    expect(placeKey('username:a', 'identity/0/post/ipdevice.mdsoftphone/0')).toBe(
      'username:a/ipdevice.mdsoftphone/0'
    );
  });

  it('fit into their column and stay apart, however long the value is', () => {
    const one = attributeKey('username', `${'x'.repeat(300)}1`);
    const other = attributeKey('username', `${'x'.repeat(300)}2`);
    expect(one).toHaveLength(255);
    expect(one).not.toBe(other);
    expect(attributeKey('username', 'x'.repeat(246))).toHaveLength(255);
    expect(attributeKey('username', 'x'.repeat(246))).not.toContain('#');
  });

  it.each(['username:a', attributeKey('externalId', 'x'.repeat(300)), 'username:a/phonebook/7'])(
    'tell the place of a child, whatever its parent: %s',
    (parent) => {
      const place = 'identity/0/post/phonebook/1';
      expect(mayBeOfPlace(placeKey(parent, place), place)).toBe(true);
      expect(mayBeOfPlace(placeKey('username:b', place), 'identity/0/post/phonebook/11')).toBe(
        false
      );
      expect(mayBeOfPlace(placeKey('username:b', place), 'identity/0/post/phone/1')).toBe(false);
    }
  );

  it('are never cut within a character', () => {
    const key = attributeKey('username', `${'x'.repeat(180)}${'😀'.repeat(60)}`);
    expect(key.length).toBeLessThanOrEqual(255);
    expect(Buffer.from(key, 'utf8').toString('utf8')).toBe(key);
  });
});

describe('rows by id', () => {
  it('tell the first row of each id, near and far', () => {
    const rows = new RowsById();
    rows.mark(1, 2);
    rows.mark(1, 9);
    rows.mark(4096, 3);
    rows.mark(2_000_000_000, 4_000_000_000);
    expect([1, 4095, 4096, 2_000_000_000, 7].map((id) => rows.row(id))).toEqual([
      2,
      null,
      3,
      4_000_000_000,
      null,
    ]);
    expect([rows.has(1), rows.has(2)]).toEqual([true, false]);
  });
});

import { createHash } from 'node:crypto';

import {
  attributeKey,
  identityKey,
  mayBeOfPlace,
  movedKey,
  placeKey,
  restoredKey,
} from '../../../server/src/plan/items';
import { RowsById } from '../../../server/src/plan/state';

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
    const [one, other] = [1, 2].map((end) =>
      attributeKey('externalId', `${'x'.repeat(260)}${end}`)
    );
    expect(one).toHaveLength(190);
    expect(one).not.toBe(other);
    expect(attributeKey('username', 'x'.repeat(181))).toHaveLength(190);
    expect(attributeKey('username', 'x'.repeat(181))).not.toContain('#');
  });

  it.each([180, 182, 240, 255, 3000])(
    'of children begin with their parent’s, of %d characters',
    (length) => {
      const parent = attributeKey('username', 'x'.repeat(length));
      const child = placeKey(parent, 'identity/0/post/ipdevice.mdsoftphone/12');
      expect(child).toBe(`${parent}/ipdevice.mdsoftphone/12`);
      expect(child.length).toBeLessThanOrEqual(255);
      const renamed = attributeKey('username', 'y'.repeat(length));
      expect(movedKey(child, parent, renamed)).toBe(`${renamed}/ipdevice.mdsoftphone/12`);
      expect(movedKey(child, renamed, parent)).toBeNull();
    }
  );

  it.each([
    ['short', 'username:MMuster/phonebook/0', 'username:mmuster/phonebook/0'],
    [
      'of a value that is longer than a key takes',
      `username:${'X'.repeat(240)}`,
      attributeKey('username', 'x'.repeat(240)),
    ],
    ['of today, short', 'username:anna/phone/1', 'username:anna/phone/1'],
    [
      'of today, cut',
      `${attributeKey('username', 'x'.repeat(240))}/phone/1`,
      `${attributeKey('username', 'x'.repeat(240))}/phone/1`,
    ],
    [
      'of today, cut before a character',
      attributeKey('username', `${'x'.repeat(115)}${'😀'.repeat(60)}`),
      attributeKey('username', `${'x'.repeat(115)}${'😀'.repeat(60)}`),
    ],
    ['without a value', 'anything', 'anything'],
  ])('are renewed: one that is %s', (_, before, after) => {
    expect(identityKey(before)).toBe(after);
  });

  describe('that version 0.1.0 has cut', () => {
    const cut = (key: string): string =>
      key.length <= 255
        ? key
        : `${key.slice(0, 190).replace(/[\uD800-\uDBFF]$/, '')}#${createHash('sha256').update(key).digest('hex')}`;

    it.each([
      ['itself', (root: string) => cut(root)],
      ['a child', (root: string) => cut(`${cut(root)}/phonebook/0`)],
      ['a later child', (root: string) => cut(`${cut(root)}/ipphone.mdsoftphone/17`)],
    ])('are told by the value that they were made of: %s', (_, make) => {
      const values: [attribute: string, value: string][] = [
        ['externalId', 'x'.repeat(250)],
        ['username', `Ä${'x'.repeat(249)}`],
        ['externalId', `u\u0308${'x'.repeat(248)}`],
        ['email', `${'x'.repeat(183)}${'😀'.repeat(36)}`],
      ];
      for (const [attribute, value] of values) {
        const key = make(`${attribute}:${value}`);
        expect(key).toMatch(/#[\da-f]{64}$/);
        expect(identityKey(key)).toBeNull();
        const restored = restoredKey(key, value) ?? '';
        expect(restored.startsWith(attributeKey(attribute, value))).toBe(true);
        expect(restoredKey(key, `${value.slice(0, -2)}yy`)).toBeNull();
      }
    });
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

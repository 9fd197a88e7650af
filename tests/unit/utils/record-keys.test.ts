import { partsOfStoredKey } from '../../../server/src/plan/items';
import { isKnownBy } from '../../../server/src/utils/record-keys';

const GUID = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';

describe('whether a record is known by a value', () => {
  it.each([
    ['username', ' ANN ', { username: 'ann' }, true],
    ['username', 'ann', { username: 'anna' }, false],
    ['username', 'ann', {}, false],
    ['externalId', `{${GUID.toUpperCase()}}`, { externalId: GUID }, true],
    ['externalId', 'A1', { externalId: 'a1' }, false],
    ['mac', '00-11-22-33-44-55', { mac: '00:11:22:33:44:55' }, true],
    ['username+groupName', 'ANN|Sales', { username: 'ann', groupName: 'Sales' }, true],
    ['username+groupName', 'ann|', { username: 'ann', groupName: null }, true],
    ['username+groupName', 'ann', { username: 'ann', groupName: 'Sales' }, false],
    ['username+groupName', 'a\\\\|x|b', { username: 'a\\|x', groupName: 'b' }, false],
    ['username+groupName', 'a\\|x|b', { username: 'a|x', groupName: 'b' }, true],
  ])('by %s: %s', (name, value, attributes, is) => {
    expect(isKnownBy(name, value, attributes)).toBe(is);
  });
});

describe('what a stored key is made of', () => {
  it.each([
    ['username:ann', { by: 'username', value: 'ann' }],
    ['externalId:a:b', { by: 'externalId', value: 'a:b' }],
    ['username:ann/phonebook/0', { by: 'username', value: 'ann' }],
    ['displayName+organisation:ann|x', { by: 'displayName+organisation', value: 'ann|x' }],
    [`username:${'a'.repeat(116)}#${'0'.repeat(64)}`, null],
    ['', null],
  ])('%s', (key, parts) => {
    expect(partsOfStoredKey(key)).toEqual(parts);
  });
});

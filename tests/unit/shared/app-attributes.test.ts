import { appAttributes } from '../../../server/src/content-types/attributes';
import { fieldNames, findAttribute } from '../../../server/src/mapping/names';
import { setAppAttributes, ATTRIBUTES } from '../../../shared/records';

const NONE = { user: {}, phonebookEntry: {}, phone: {} };

describe('attributes that an app adds to a type', () => {
  test('are those that can be filled from text, and none of our own', () => {
    const attributes = {
      costCenter: { type: 'string' },
      site: { type: 'enumeration', enum: ['Berlin', 'Bonn'] },
      hired: { type: 'date' },
      rate: { type: 'decimal', column: { args: [12, 4] } },
      picture: { type: 'media' },
      apiToken: { type: 'string', private: true },
      protected: { type: 'boolean' },
      connectorKey: { type: 'string' },
      documentId: { type: 'string' },
    };
    expect(appAttributes('user', attributes)).toEqual({
      costCenter: { kind: 'string', values: undefined },
      site: { kind: 'enumeration', values: ['Berlin', 'Bonn'] },
      hired: { kind: 'date' },
      rate: { kind: 'decimal', digits: [12, 4] },
    });
  });

  test('are fields of a template from then on', () => {
    expect(findAttribute('user', 'costCenter')).toBeNull();
    setAppAttributes({ ...NONE, user: { costCenter: { kind: 'string' } } });
    expect(findAttribute('user', 'costCenter')).toBe('costCenter');
    expect(findAttribute('phone', 'costCenter')).toBeNull();
    expect(fieldNames('user')).toContain('costCenter');
  });

  test('change nothing of the catalogue', () => {
    setAppAttributes({ ...NONE, user: { username: { kind: 'boolean' } } });
    expect(ATTRIBUTES.user['username']).toMatchObject({ kind: 'string', unique: true });
  });
});

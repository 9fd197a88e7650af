import { proposeMapping } from '../../../server/src/mapping';
import { filterRows } from '../../../shared/filter';

const ENTRA = [
  ...['userPrincipalName', 'displayName', 'surname', 'givenName', 'userType', 'accountEnabled'],
  ...['mail', 'Shoe size'],
];
const LOCALLY = ['Vorname', 'Nachname', 'Firma', 'Mobiltelefon', 'E-Mail-Adresse'];

const propose = (columns: string[], preset: string | null = null) =>
  proposeMapping(columns, new Map(), preset);

describe('what a new profile can make of columns', () => {
  it('is what is known of an export of users: fields, conversions and filter', () => {
    const { fields, preFilter, matched, unmatched, preset, usernames } = propose(ENTRA);
    expect(preset?.id).toBe('entra-users');
    expect(fields[0]?.values).toMatchObject({
      username: { column: 'userPrincipalName' },
      enabled: { column: 'accountEnabled' },
    });
    expect(filterRows(preFilter)?.conditions).toEqual([
      { column: 'userType', test: 'isNot', values: ['Guest'] },
    ]);
    expect(matched).toContainEqual({
      column: 'accountEnabled',
      type: 'user',
      attribute: 'enabled',
      reason: 'preset',
    });
    expect(unmatched).toContain('Shoe size');
    expect(usernames).toEqual([]);
  });

  it('is matched by names where the export is one of contacts, should they be people', () => {
    const columns = ['Display name', 'Work phone', 'Email', 'vCard version'];
    const { fields, preFilter, preset, contacts } = propose(columns);
    expect([preset?.id, preFilter, contacts?.isLikely]).toEqual(['vcard-contacts', '', true]);
    expect(fields[0]?.type).toBe('user');
    expect(contacts?.fields.map(({ type }) => type)).toEqual(['phonebookEntry']);
  });

  it('is that of an export which a person names, as far as its columns are there', () => {
    expect(propose(LOCALLY).preset).toBeNull();
    const { contacts, preset } = propose(LOCALLY, 'outlook-contacts');
    expect([preset?.id, contacts?.isLikely]).toEqual(['outlook-contacts', true]);
    expect(contacts?.fields[0]?.values).toMatchObject({
      organisation: { column: 'Firma' },
      mobile: { column: 'Mobiltelefon' },
      email: { column: 'E-Mail-Adresse' },
    });
    const { fields } = propose(['userPrincipalName', 'mail'], 'entra-users');
    expect(fields[0]?.values.username).toEqual({ column: 'userPrincipalName' });
    // Of an export of which nothing is there, nothing can be taken.
    expect(propose(['Login'], 'entra-users').fields).toEqual(propose(['Login']).fields);
  });
});

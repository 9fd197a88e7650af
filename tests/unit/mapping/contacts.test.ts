import { checkMapping, proposeMapping, samplesOf } from '../../../server/src/mapping';
import type { Samples } from '../../../server/src/mapping/types';
import type { ContactMatch } from '../../../shared/contracts/mapping';
import { definition, mapOne } from './support';

const COLUMNS = ['Vorname', 'Nachname', 'Firma', 'Telefon', 'Handy'];

const of = (columns: string[], samples: Samples = new Map()): ContactMatch => {
  const { contacts } = proposeMapping(columns, samples);
  if (!contacts) throw new Error('no contacts');
  return contacts;
};

describe('columns of contacts', () => {
  it('fill entries without users, told apart by name and company', async () => {
    const { fields, match, preFilter, isLikely } = of(COLUMNS);
    expect({ match, preFilter, isLikely }).toEqual({
      match: { phonebookEntry: ['displayName', 'organisation'] },
      preFilter: '',
      isLikely: false,
    });
    const { records, issues } = await mapOne(
      { fields, match: { ...definition().match, ...match } },
      { Vorname: 'Ada', Nachname: 'Ahorn', Firma: 'Acme', Telefon: '0301', Handy: '0171' }
    );
    expect(issues).toEqual([]);
    expect(records).toMatchObject([
      {
        type: 'phonebookEntry',
        owner: null,
        attributes: {
          displayName: 'Ada Ahorn',
          organisation: 'Acme',
          phone: '0301',
          mobile: '0171',
        },
      },
    ]);
    expect(JSON.stringify(fields)).not.toContain('"user"');
  });

  it('tell them apart by an id, where there is one', () => {
    const { fields, match } = of(['ID', 'Name', 'Telefon']);
    expect(match).toEqual({ phonebookEntry: 'externalId' });
    expect(fields[0]?.values.externalId).toEqual({ column: 'ID' });
  });

  it('may have nothing but companies, or no name at all', () => {
    expect(of(['Firma', 'Telefon'])).toMatchObject({
      fields: [{ values: { displayName: { column: 'Firma' }, phone: { column: 'Telefon' } } }],
      match: { phonebookEntry: ['displayName', 'organisation'] },
    });
    expect(of(['Telefon'])).toMatchObject({ fields: [], match: {} });
    const shared = samplesOf([{ Firma: 'Acme' }, { Firma: 'ACME ' }]);
    expect(of(['Firma', 'Telefon'], shared).fields).toEqual([]);
  });

  it('can be saved with the fields that they fill', () => {
    for (const columns of [COLUMNS, ['ID', 'Name', 'Telefon'], ['Firma', 'Telefon']]) {
      const { fields, match } = of(columns);
      const saved = definition({ fields, match: { ...definition().match, ...match } });
      expect(checkMapping(saved, columns)).toEqual([]);
    }
  });

  it('are of an export that is known', () => {
    const columns = [
      ...['First Name', 'Middle Name', 'Last Name', 'Company'],
      ...['Business Phone', 'Mobile Phone', 'E-mail Address'],
    ];
    const { fields, match, preFilter, isLikely } = of(columns);
    expect(isLikely).toBe(true);
    expect(match).toEqual({ phonebookEntry: ['displayName', 'organisation'] });
    expect(fields.map(({ type }) => type)).toEqual(['phonebookEntry']);
    const saved = { fields, preFilter, match: { ...definition().match, ...match } };
    expect(checkMapping(definition(saved), columns)).toEqual([]);
    expect(of([...columns, 'Login']).isLikely).toBe(false);
  });
});

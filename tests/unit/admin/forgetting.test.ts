import { FORGETTING_PLACES, type ForgettingCounts } from '../../../shared/contracts/forgetting';
import { isTyped, nameToType } from '../../../admin/src/forgetting/confirmation';
import { placesOf } from '../../../admin/src/forgetting/places';

const NOTHING = Object.fromEntries(
  FORGETTING_PLACES.map((place) => [place, 0])
) as ForgettingCounts;

describe('the name that confirms a privacy request', () => {
  const previewOf = (label: string) => ({
    type: 'user' as const,
    names: [],
    records: [
      { type: 'phone' as const, documentId: 'b', label: 'Desk' },
      { type: 'user' as const, documentId: 'a', label },
    ],
    counts: NOTHING,
    relations: 0,
    sources: [],
  });

  it('is that of the record which is open, not of what belongs to it', () => {
    expect(nameToType(previewOf('Erika Muster'), { type: 'user', documentId: 'a' })).toBe(
      'Erika Muster'
    );
  });

  it('is the record’s id where its name cannot be seen', () => {
    expect(nameToType(previewOf(' \t'), { type: 'user', documentId: 'a' })).toBe('a');
  });

  it('is what somebody is or was called where no record is open, else what they were asked for by', () => {
    const whom = { key: 'erika@example.com', profile: null };
    const shown = previewOf('Erika Muster');
    expect(nameToType(shown, whom)).toBe('Erika Muster');
    const gone = { ...shown, records: shown.records.slice(0, 1) };
    expect(nameToType({ ...gone, names: ['Erika Mustermann'] }, whom)).toBe('Erika Mustermann');
    expect(nameToType(gone, whom)).toBe('erika@example.com');
  });

  it.each(['Erika Muster', ' Erika Muster ', 'Erika  Muster', 'Erika\u00a0Muster'])(
    'is typed with %j, as the page shows it',
    (typed) => {
      expect(isTyped('Erika Muster', typed)).toBe(true);
    }
  );

  it('may be typed on a keyboard that composes letters', () => {
    expect(isTyped('J\u00fcrgen', 'Ju\u0308rgen')).toBe(true);
  });

  it.each(['', 'Erika', 'erika muster', 'ErikaMuster', 'Erika Muster 2'])(
    'is not typed with %j',
    (typed) => {
      expect(isTyped('Erika Muster', typed)).toBe(false);
    }
  );
});

describe('the places that have something of a person', () => {
  it('are shown in the order of the report, without the others', () => {
    expect(placesOf({ ...NOTHING, versions: 1, records: 3, changes: 14 })).toEqual([
      { place: 'records', count: 3 },
      { place: 'changes', count: 14 },
      { place: 'versions', count: 1 },
    ]);
  });

  it('are none where there is nothing', () => {
    expect(placesOf(NOTHING)).toEqual([]);
  });
});

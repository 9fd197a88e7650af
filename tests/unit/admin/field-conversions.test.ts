import {
  added,
  CONVERSIONS,
  nameOf,
  newConversion,
  withConversions,
} from '../../../admin/src/profile-form/assignment/conversions';
import { fieldsSchema } from '../../../shared/profile/fields';
import { countriesIn, countryOf } from '../../../admin/src/utils/countries';

const NEW = { country: 'DE', column: 'Nachname' };

test.each(CONVERSIONS)('%s begins as the profile takes it', (name) => {
  const conversion = newConversion(name, NEW);
  expect(nameOf(conversion)).toBe(name);
  const fields = [{ type: 'user', values: { email: { column: 'Mail', convert: [conversion] } } }];
  expect(fieldsSchema.safeParse(fields).success).toBe(true);
});

test('the country is that of the browser’s language, where it says one', () => {
  expect(countryOf('de-AT')).toBe('AT');
  expect(countryOf('fr')).toBe('FR');
  expect(countryOf('es-419')).toBe('DE');
});

test('what stands in at the end of a run stays last', () => {
  const last = { default: { user: 'extension' } };
  expect(added(['trim', last], 'lower')).toEqual(['trim', 'lower', last]);
  expect(added(['trim'], 'lower')).toEqual(['trim', 'lower']);
});

test('a value without conversions says nothing of them', () => {
  expect(withConversions({ column: 'a', convert: ['trim'] }, [])).toEqual({ column: 'a' });
  expect(withConversions({ column: 'a' }, ['trim'])).toEqual({ column: 'a', convert: ['trim'] });
});

test('countries are offered by their names, and none that is no more', () => {
  const offered = countriesIn('de');
  expect(offered.filter(({ label }) => /^(Deutschland|Österreich|Schweiz)$/.test(label))).toEqual([
    { value: 'DE', label: 'Deutschland' },
    { value: 'AT', label: 'Österreich' },
    { value: 'CH', label: 'Schweiz' },
  ]);
  expect(offered.filter(({ value }) => ['DD', 'SU', 'YU', 'EU', 'ZZ'].includes(value))).toEqual([]);
});

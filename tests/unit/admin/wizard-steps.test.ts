import type { DetectionView } from '../../../shared/contracts/sources';
import { NEW_PROFILE, type ProfileInput } from '../../../shared/profile';
import { AUTOMATIC_FORMAT, type CsvUrlInput } from '../../../shared/profile/csv';
import { removesMissing } from '../../../admin/src/pages/new/draft';
import {
  firstStepOf,
  furthestStep,
  isReachable,
  isReadable,
  isShownIn,
  neighbourOf,
  stepOf,
  stepsOf,
} from '../../../admin/src/pages/new/steps';
import { isOfSource } from '../../../admin/src/pages/new/steps';
import { fieldErrorsOf, inPlainWords } from '../../../admin/src/profile-form/field-errors';

const ALL = { source: true, format: true, directory: true, fields: true, policy: true };
const STEPS = stepsOf('upload');

const at = (path: string, message = '') => ({
  path: path.split('.'),
  code: 'invalid-value',
  message,
  line: null,
  column: null,
});

const profile = (part: Partial<ProfileInput> = {}): ProfileInput => ({
  ...NEW_PROFILE,
  name: 'Staff',
  ...part,
});
const withUrl = (part: Partial<CsvUrlInput>): ProfileInput =>
  profile({
    source: {
      type: 'csv',
      delivery: 'url',
      url: 'https://hr.example.com/a.csv',
      ...AUTOMATIC_FORMAT,
      ...part,
    },
  });

describe('steps', () => {
  test('one can go as far as the first step that is not in order', () => {
    expect(furthestStep(STEPS, ALL)).toBe('finish');
    expect(furthestStep(STEPS, { ...ALL, policy: false })).toBe('policy');
    expect(furthestStep(STEPS, { ...ALL, source: false, fields: false })).toBe('source');
  });

  test('steps up to there can be gone to, further ones cannot', () => {
    expect(isReachable(STEPS, 'source', 'fields')).toBe(true);
    expect(isReachable(STEPS, 'fields', 'fields')).toBe(true);
    expect(isReachable(STEPS, 'policy', 'fields')).toBe(false);
  });

  test('of another kind of source cannot be gone to', () => {
    expect(isReachable(STEPS, 'directory', 'finish')).toBe(false);
    expect(isReachable(stepsOf('ldap'), 'directory', 'finish')).toBe(true);
    expect(isReachable(stepsOf('ldap'), 'format', 'finish')).toBe(false);
  });

  test('have neighbours but at the ends', () => {
    expect(neighbourOf(STEPS, 'format', 1)).toBe('fields');
    expect(neighbourOf(STEPS, 'format', -1)).toBe('source');
    expect(neighbourOf(STEPS, 'source', -1)).toBeNull();
    expect(neighbourOf(STEPS, 'finish', 1)).toBeNull();
  });
});

describe('what is wrong', () => {
  test.each([
    ['name', 'source'],
    ['upload', 'source'],
    ['source.auth.password', 'source'],
    ['source.bindPassword', 'source'],
    ['source.filter', 'source'],
    ['source.headerRow', 'format'],
    ['source.groups.roles.3.group', 'directory'],
    ['source.vendor', 'directory'],
    ['fields.0.values.username', 'fields'],
    ['generate.extension.to', 'policy'],
    ['limits.removePercent', 'policy'],
    ['notify.emails.0', 'finish'],
  ])('at %s is mended in the step "%s"', (path, step) => {
    expect(stepOf(at(path))).toBe(step);
    expect(isShownIn(stepOf(at(path)), at(path))).toBe(true);
  });

  test('leads to the first step that it concerns', () => {
    expect(firstStepOf([at('limits.removePercent'), at('source.delimiter')])).toBe('format');
    expect(firstStepOf([at('source.groups.filter'), at('template')])).toBe('directory');
    expect(firstStepOf([at('source.groups.filter'), at('source.filter')])).toBe('source');
    expect(firstStepOf([at('notify.emails.0')])).toBe('finish');
  });

  test('with the filter is shown where it stands a second time', () => {
    expect(isShownIn('directory', at('source.filter'))).toBe(true);
    expect(isShownIn('fields', at('source.filter'))).toBe(false);
  });

  test('a problem of the filter is mended where it is said what is read, others at the connection', () => {
    const codes = ['filter-syntax', 'no-rows', 'bind-refused', 'address-blocked'];
    expect(codes.map((code) => isOfSource('ldap', { code }))).toEqual([false, false, true, true]);
  });
});

describe('what has to be entered', () => {
  const missingIn = (given: ProfileInput, hasFile?: boolean): string[] =>
    fieldErrorsOf(given, hasFile).map(({ path, code }) => `${path} ${code}`);

  test('is nothing where there are a name and a file', () => {
    expect(missingIn(profile())).toEqual([]);
  });

  test('is a name of more than blanks', () => {
    expect(missingIn(profile({ name: '   ' }))).toEqual(['name required']);
  });

  test('is the file of an upload', () => {
    expect(missingIn(profile(), false)).toEqual(['upload required']);
  });

  test.each(['', ' '])('is an address, and %j is none', (url) => {
    expect(missingIn(withUrl({ url }))).toEqual(['source.url required']);
  });

  test('are the credentials of the authentication that is chosen, unless they are stored', () => {
    expect(missingIn(withUrl({}))).toEqual([]);
    const basic = { type: 'basic', username: 'joe' } as const;
    expect(missingIn(withUrl({ auth: basic }))).toEqual(['source.auth.password required']);
    expect(
      missingIn(withUrl({ auth: { ...basic, username: '', password: { set: true } } }))
    ).toEqual(['source.auth.username required']);
    expect(missingIn(withUrl({ auth: { type: 'bearer', token: { set: false } } }))).toEqual([
      'source.auth.token required',
    ]);
  });

  test('are both ends of the range of extensions, unless none are generated', () => {
    const { generate } = NEW_PROFILE;
    const range = (extension: unknown) =>
      missingIn(profile({ generate: { ...generate, extension } as ProfileInput['generate'] }));
    expect(range({ from: 100, to: null })).toEqual(['generate.extension.to required']);
    expect(range({ from: 0, to: 999 })).toEqual(['generate.extension.from required']);
    expect(range(null)).toEqual([]);
  });

  test('is said instead of what the server says of the same place', () => {
    const found = [at('name', 'too short'), at('source.url', 'no address')];
    expect(inPlainWords(found, [at('name', 'Give it a name.'), at('comment', 'x')])).toEqual([
      at('name', 'Give it a name.'),
      at('source.url', 'no address'),
    ]);
  });
});

test('only two modes remove', () => {
  expect(removesMissing('create-update-remove')).toBe(true);
  expect(removesMissing('replace')).toBe(true);
  expect(removesMissing('create-update')).toBe(false);
  expect(removesMissing('create-only')).toBe(false);
});

test('a file is readable when it has columns and no problem', () => {
  const file: DetectionView = {
    format: AUTOMATIC_FORMAT,
    columns: ['a'],
    rows: [],
    issues: [],
    problem: null,
  };
  expect(isReadable(file)).toBe(true);
  expect(isReadable({ ...file, columns: [''] })).toBe(false);
  expect(isReadable({ ...file, problem: { code: 'binary-file', message: '' } })).toBe(false);
  expect(isReadable(undefined)).toBe(false);
});

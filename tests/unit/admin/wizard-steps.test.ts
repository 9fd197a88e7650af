import type { Detection } from '../../../shared/contracts/sources';
import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';
import {
  EMPTY_DRAFT,
  type UrlDraft,
  type WizardDraft,
} from '../../../admin/src/pages/wizard/model/draft';
import { policyGaps, removesMissing } from '../../../admin/src/pages/wizard/model/policy';
import { sourceGaps } from '../../../admin/src/pages/wizard/model/source-kinds';
import {
  furthestStep,
  isReachable,
  isReadable,
  neighbourOf,
  stepsOf,
} from '../../../admin/src/pages/wizard/model/steps';

const ALL = { source: true, format: true, directory: true, fields: true, policy: true };
const STEPS = stepsOf(EMPTY_DRAFT);

const upload = { id: 'u1', name: 'people.csv', size: 1 };
const draft = (part: Partial<WizardDraft>): WizardDraft => ({
  ...EMPTY_DRAFT,
  name: 'Staff',
  upload,
  ...part,
});
const withUrl = (part: Partial<UrlDraft>): WizardDraft =>
  draft({ kind: 'url', url: { ...EMPTY_DRAFT.url, url: 'https://hr.example.com/a.csv', ...part } });

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
    expect(isReachable(stepsOf({ ...EMPTY_DRAFT, kind: 'ldap' }), 'directory', 'finish')).toBe(
      true
    );
  });

  test('have neighbours but at the ends', () => {
    const steps = stepsOf(EMPTY_DRAFT);
    expect(neighbourOf(steps, 'format', 1)).toBe('fields');
    expect(neighbourOf(steps, 'format', -1)).toBe('source');
    expect(neighbourOf(steps, 'source', -1)).toBeNull();
    expect(neighbourOf(steps, 'finish', 1)).toBeNull();
  });
});

describe('sourceGaps', () => {
  test('a name and a file are enough', () => {
    expect(sourceGaps(draft({}), ['Others'])).toEqual([]);
  });

  test.each([
    ['   ', 'required'],
    ['x'.repeat(101), 'too-long'],
    [' Others ', 'taken'],
  ])('the name %j is %s', (name, code) => {
    expect(sourceGaps(draft({ name }), ['Others'])).toEqual([{ input: 'name', code }]);
  });

  test('an upload needs its file', () => {
    expect(sourceGaps(draft({ upload: null }), [])).toEqual([
      { input: 'upload', code: 'required' },
    ]);
  });

  test.each([
    '',
    ' ',
    'hr.example.com/a.csv',
    'ftp://a.example.com/b',
    'https://joe:x@a.example.com/',
  ])('does not take %j for an address', (url) => {
    expect(sourceGaps(withUrl({ url }), [])).toMatchObject([{ input: 'url' }]);
  });

  test('an address needs the credentials of its authentication, and no others', () => {
    expect(sourceGaps(withUrl({}), [])).toEqual([]);
    expect(sourceGaps(withUrl({ auth: 'basic', username: 'joe' }), [])).toEqual([
      { input: 'password', code: 'required' },
    ]);
    expect(sourceGaps(withUrl({ auth: 'bearer', password: 'x' }), [])).toEqual([
      { input: 'token', code: 'required' },
    ]);
  });
});

describe('policyGaps', () => {
  const { policy } = EMPTY_DRAFT;

  test('the defaults are in order', () => {
    expect(policyGaps(policy)).toEqual([]);
  });

  test('extensions need a range, unless none are generated', () => {
    const empty = { ...policy, extensionTo: null };
    expect(policyGaps(empty)).toEqual([{ input: 'extension', code: 'required' }]);
    expect(policyGaps({ ...policy, extensionFrom: 0 })).toHaveLength(1);
    expect(policyGaps({ ...policy, extensionFrom: 1000 })).toEqual([
      { input: 'extension', code: 'range' },
    ]);
    expect(policyGaps({ ...empty, extension: false })).toEqual([]);
  });

  test('the limit is a percentage where something can be removed', () => {
    expect(policyGaps({ ...policy, removePercent: 101 })).toEqual([
      { input: 'removePercent', code: 'invalid' },
    ]);
    expect(policyGaps({ ...policy, removePercent: null, mode: 'replace' })).toHaveLength(1);
    expect(policyGaps({ ...policy, removePercent: null, mode: 'create-update' })).toEqual([]);
  });

  test('only two modes remove', () => {
    expect(removesMissing('create-update-remove')).toBe(true);
    expect(removesMissing('replace')).toBe(true);
    expect(removesMissing('create-update')).toBe(false);
    expect(removesMissing('create-only')).toBe(false);
  });
});

test('a file is readable when it has columns and no problem', () => {
  const file: Detection = {
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

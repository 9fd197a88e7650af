import { Text } from '@codemirror/state';

import { diagnosticOf } from '../../../admin/src/components/code/diagnostics';
import { readNames } from '../../../admin/src/profile-form/fields/lists';
import { PRESETS, readPreset, writePreset } from '../../../admin/src/profile-form/schedule/presets';
import { shortAddress } from '../../../admin/src/utils/source-kind';
import { placedIn, problemsOf, sentOf } from '../../../admin/src/profile-form/problems';
import { firstTabOf, readTab, tabOf } from '../../../admin/src/pages/profile/tabs';
import { NEW_PROFILE } from '../../../shared/profile';
import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';
import { problemsOfError, refusalOf } from '../../../admin/src/utils/answers';
import { shownValue } from '../../../admin/src/utils/shown-value';

const problem = (path: string, message = 'found "x", expected y') => ({
  path: path.split('.'),
  code: 'invalid-value',
  message,
  line: null,
  column: null,
});

describe('tabs', () => {
  it('are read from the query, the first for anything else', () => {
    expect(readTab('safety')).toBe('safety');
    expect(readTab('nonsense')).toBe('basic');
    expect(readTab(null)).toBe('basic');
  });

  it('hold the fields of a profile', () => {
    const tabs = [
      'source.url',
      'preFilter',
      'variables.0.name',
      'limits.removeCount',
      'schedule.cron',
      'reveal.0',
    ];
    expect(tabs.map((path) => tabOf(problem(path)))).toEqual([
      'basic',
      'pre-filter',
      'variables',
      'safety',
      'schedule',
      'template',
    ]);
  });

  it('are opened in their order', () => {
    expect(firstTabOf([problem('notify.emails.0'), problem('template')])).toBe('template');
    expect(firstTabOf([])).toBe('basic');
  });
});

describe('variables that nobody has begun', () => {
  const draft = {
    variables: [
      { name: '', expression: ' ' },
      { name: 'a', expression: '' },
      { name: '', expression: '' },
      { name: '', expression: 'b' },
    ],
    source: { type: 'csv', delivery: 'upload', ...AUTOMATIC_FORMAT } as const,
  };

  it('are not sent', () => {
    expect(sentOf(draft).variables).toEqual([
      { name: 'a', expression: '' },
      { name: '', expression: 'b' },
    ]);
  });

  it('do not shift the problems of the others', () => {
    const found = placedIn(draft, [
      problem('variables.0.expression'),
      problem('variables.1.name'),
      problem('template'),
      problem('variables'),
    ]);
    expect(found.map(({ path }) => path.join('.'))).toEqual([
      'variables.1.expression',
      'variables.3.name',
      'template',
      'variables',
    ]);
  });
});

describe('problems', () => {
  const problems = [problem('source.url'), problem('source.urlx'), problem('variables.1.name')];

  it('are found by their field and what is in it', () => {
    expect(problemsOf(problems, 'source.url')).toHaveLength(1);
    expect(problemsOf(problems, 'variables')).toHaveLength(1);
    expect(problemsOf(problems, 'variables.10')).toEqual([]);
  });

  it('of a range stand beside its end', () => {
    const found = placedIn(NEW_PROFILE, [
      problem('generate.extension'),
      problem('generate.extension.from'),
    ]);
    expect(found.map(({ path }) => path.join('.'))).toEqual([
      'generate.extension.to',
      'generate.extension.from',
    ]);
  });

  it('are read from an answer of the server', () => {
    const error = { details: { errors: [{ path: ['a', 0], message: 'm', line: 2 }] } };
    expect(problemsOfError(error)).toEqual([
      { path: ['a', '0'], code: 'invalid-value', message: 'm', line: 2, column: null },
    ]);
    for (const other of [undefined, null, 'x', {}, { details: null }, { details: { errors: 1 } }]) {
      expect(problemsOfError(other)).toEqual([]);
    }
  });

  it('are read from an answer that refuses one setting', () => {
    const details = { code: 'reveal-not-allowed', path: ['reveal'] };
    expect(problemsOfError({ message: 'no', details })).toEqual([
      { path: ['reveal'], code: 'reveal-not-allowed', message: 'no', line: null, column: null },
    ]);
  });

  it('of another kind have a code and a message', () => {
    expect(refusalOf({ message: 'no', details: { code: 'no-file' } })).toMatchObject({
      code: 'no-file',
      message: 'no',
    });
    expect(refusalOf({})).toMatchObject({ code: null, message: '' });
    expect(refusalOf(undefined)).toBeNull();
  });
});

describe('presets of a schedule', () => {
  it.each([
    ['5 * * * *', 'hourly', '02:05'],
    ['0 2 * * *', 'daily', '02:00'],
    ['30 18 * * 1-5', 'weekdays', '18:30'],
    ['0  6 * * MON', 'weekly', '06:00'],
    ['*/5 * * * *', 'own', '02:00'],
    ['61 2 * * *', 'own', '02:00'],
    ['0 24 * * *', 'own', '02:00'],
    ['', 'own', '02:00'],
  ])('%s is %s', (cron, preset, time) => {
    expect(readPreset(cron)).toEqual({ preset, time });
  });

  it('are read again as they were written', () => {
    for (const preset of PRESETS) {
      const cron = writePreset({ preset, time: '07:45' });
      if (cron === null) expect(preset).toBe('own');
      else expect(readPreset(cron).preset).toBe(preset);
    }
    expect(writePreset({ preset: 'weekdays', time: '07:45' })).toBe('45 7 * * 1-5');
  });
});

describe('small things', () => {
  it('addresses are taken apart at any common separator', () => {
    expect(readNames(' a@x.de,b@x.de;\nc@x.de ')).toEqual(['a@x.de', 'b@x.de', 'c@x.de']);
    expect(readNames(' \n')).toEqual([]);
  });

  it('an address is shown without its query', () => {
    expect(shortAddress('https://x.de/a.csv?token=secret#y')).toBe('https://x.de/a.csv');
    expect(shortAddress('not an address')).toBe('not an address');
  });

  it('values are shown as text', () => {
    expect([1, true, ['a', 'b'], [{ a: 1 }], 'x'].map(shownValue)).toEqual([
      '1',
      'true',
      'a, b',
      '[{"a":1}]',
      'x',
    ]);
    expect([null, undefined, '', []].map(shownValue)).toEqual([null, null, null, null]);
  });
});

describe('a problem in a text', () => {
  const doc = Text.of(['first', '  $second(x)', '']);
  const marked = (line: number | null, column: number | null): string => {
    const { from, to } = diagnosticOf(doc, { line, column, message: 'm' });
    return doc.sliceString(from, to);
  };

  it('is marked at its word', () => {
    expect(marked(2, 3)).toBe('$second');
    expect(marked(2, null)).toBe('$second');
    expect(marked(null, null)).toBe('first');
  });

  it('is marked at what is nearest where the text has changed or ends', () => {
    expect(marked(2, 99)).toBe(')');
    expect(marked(99, 99)).toBe('');
    expect(marked(1, 0)).toBe('first');
  });
});

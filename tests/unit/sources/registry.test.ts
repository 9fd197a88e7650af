import { csvSource } from '../../../server/src/sources/csv';
import { builtInSource, findSource, registerSource } from '../../../server/src/sources/registry';
import { ConnectorError } from '../../../server/src/utils/errors';

const codeOf = (action: () => unknown): string | null => {
  try {
    action();
  } catch (error) {
    if (error instanceof ConnectorError) return error.code;
    throw error;
  }
  return null;
};

describe('the registry of sources', () => {
  it('has csv built in', () => {
    expect(findSource('csv')).toEqual({ type: 'csv', module: null });
    expect(builtInSource('csv')).toBe(csvSource);
  });

  it('knows what another plugin registers, as often as it does so', () => {
    expect(findSource('hr-system')).toBeNull();
    const source = { type: 'hr-system', module: '/plugins/hr/reader.js' };
    registerSource(source);
    registerSource(source);
    expect(findSource('hr-system')).toEqual(source);
  });

  it('has no source twice', () => {
    registerSource({ type: 'crm', module: '/plugins/crm/a.js' });
    expect(codeOf(() => registerSource({ type: 'crm', module: '/plugins/crm/b.js' }))).toBe(
      'duplicate-source'
    );
    expect(codeOf(() => registerSource({ type: 'csv', module: '/plugins/csv.js' }))).toBe(
      'duplicate-source'
    );
    expect(findSource('crm')?.module).toBe('/plugins/crm/a.js');
  });

  it('refuses what a profile or the worker could not use', () => {
    for (const type of ['', 'HR', 'hr system', '1st', '__proto__']) {
      expect(codeOf(() => registerSource({ type, module: '/a.js' }))).toBe('invalid-source');
    }
    expect(codeOf(() => registerSource({ type: 'hr', module: './reader.js' }))).toBe(
      'invalid-source'
    );
    expect(findSource('__proto__')).toBeNull();
  });

  it('has no reader for what is not built in', () => {
    expect(codeOf(() => builtInSource('hr-system'))).toBe('unknown-source');
    expect(codeOf(() => builtInSource('constructor'))).toBe('unknown-source');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { usedTexts } from '../../../scripts/texts';
import catalogued from '../../../shared/codes/en.json';

const SERVER = path.resolve(__dirname, '..', '..', '..', 'server', 'src');
/** Where issues of rows, records and runs are made. */
const FOLDERS = ['mapping', 'plan', 'runs', 'sources/csv', 'sources/ldap', 'worker', 'storage'];

/** How issues are written: with a severity, as a finding of the mapping or of a file. */
const FORMS = [
  /\bcode: '([a-z0-9-]+)',\s*severity:/g,
  /\.warn\(\s*[^,()]+,\s*'([a-z0-9-]+)'/g,
  /\bwholeRun\(\s*'([a-z0-9-]+)'/g,
  /\bthis\.(?:issue|error)\(\s*'([a-z0-9-]+)'/g,
];

const codesOfIssues = (): string[] => {
  const codes = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(SERVER, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const text = readFileSync(path.join(SERVER, folder, name), 'utf8');
        return FORMS.flatMap((form) => [...text.matchAll(form)].map(([, code = '']) => code));
      })
  );
  return [...new Set(codes)].sort();
};

describe('the causes of issues', () => {
  const codes = codesOfIssues();

  it('are found in the code at all', () => {
    expect(codes.length).toBeGreaterThan(10);
  });

  it('have a title in both languages', () => {
    const known = new Set(usedTexts().map(({ id }) => id));
    const isKnown = (code: string): boolean =>
      known.has(`run.cause.${code}`) || `${code}.title` in catalogued;
    expect(codes.filter((code) => !isKnown(code))).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..', '..');
const DOCS = path.join(ROOT, 'docs');

const documents = ['README.md', ...readdirSync(DOCS, { recursive: true }).map(String)]
  .filter((name) => name.endsWith('.md'))
  .map((name) => (name === 'README.md' ? path.join(ROOT, name) : path.join(DOCS, name)));

const { repository } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  repository: { url: string };
};
const HOME = repository.url.replace(/^git\+|\.git$/g, '');
/** The package has no documents: its README leads to those of the repository, which are these. */
const HOSTED = new RegExp(
  `(?<=\\]\\()(?:${HOME}/blob/main|${HOME.replace('github.com', 'raw.githubusercontent.com')}/main)/`,
  'g'
);

const textOf = (file: string): string => readFileSync(file, 'utf8').replaceAll(HOSTED, '');

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
  );

describe('documents', () => {
  it.each(documents.map((file) => [path.relative(ROOT, file), file]))(
    '%s leads to what is there',
    (_name, file) => {
      const links = [...textOf(file).matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)/g)];
      const lost = links.filter(([, target = '', anchor]) => {
        const to = target === '' ? file : path.resolve(path.dirname(file), target);
        if (!existsSync(to)) return true;
        return anchor !== undefined && !anchorsOf(textOf(to)).includes(anchor);
      });
      expect(lost.map(([link]) => link)).toEqual([]);
    }
  );

  it('lead from the README, which the package has, to nothing that only the repository has', () => {
    const text = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
    const relative = [...text.matchAll(/\]\((?!https:|#)([^)]*)\)/g)].map(([, target]) => target);
    expect(relative).toEqual([]);
  });

  it('name tests that are there', () => {
    const names = [
      ...textOf(path.join(DOCS, 'security.md')).matchAll(/`((?:unit|api|services|e2e)\/[\w/-]+)`/g),
    ].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(30);
    const lost = names.filter((name) => !existsSync(path.join(ROOT, 'tests', `${name}.test.ts`)));
    expect(lost).toEqual([]);
  });
});

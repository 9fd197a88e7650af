import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import en from '../../../admin/src/translations/en.json';
import { CLI } from '../../../shared/codes/cli';
import codes from '../../../shared/codes/en.json';

const SERVER = path.resolve(__dirname, '..', '..', '..', 'server', 'src');

/** What only the profile's file or the command line calls so. */
const FOREIGN =
  /--(?:file|approve|confirm)\b|command line|match-anew|\bmatch\.user\b|"(?:ownedByOthers|existing|missing|returning|renamed|headerRow|adopt|disable)"/i;

/** The sentences in the server's code, those of the command line aside. */
const sentences = (): string[] =>
  readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith(`cli${path.sep}`))
    .flatMap((name) => {
      const text = readFileSync(path.join(SERVER, name), 'utf8');
      const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
        const said = node.getText().replace(/\$\{[^}]*\}/g, '…');
        if (isText && /\w \w/.test(said)) found.push(`${name}: ${said}`);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });

describe('what a person reads in the panel', () => {
  it('is found in the code at all', () => {
    expect(sentences().length).toBeGreaterThan(100);
  });

  it('comes from the server without names of the profile file or the command line', () => {
    const ofPanel = Object.entries(codes).flatMap(([id, text]) =>
      Object.hasOwn(CLI, id.replace(/\.\w+$/, '')) ? [] : [text]
    );
    expect([...sentences(), ...ofPanel].filter((text) => FOREIGN.test(text))).toEqual([]);
  });

  it('has none in the texts of the panel itself, but for who started a run', () => {
    const foreign = Object.entries(en).filter(
      ([id, text]) => id !== 'word.trigger.cli' && FOREIGN.test(text)
    );
    expect(foreign).toEqual([]);
  });
});

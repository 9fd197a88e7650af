import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const ADMIN = path.resolve(__dirname, '..', '..', 'admin', 'src');

/** A text as the code of the admin panel has it. */
export interface UsedText {
  id: string;
  defaultMessage: string;
  /** Where, for the message of a test that fails. */
  place: string;
}

const codeFiles = (): string[] =>
  readdirSync(ADMIN, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(ADMIN, name));

const literal = (node: ts.Node | undefined): string | null =>
  node && ts.isStringLiteralLike(node) ? node.text : null;

/** The id of `{ id: `${PLUGIN_ID}.x` }`, without the prefix. */
const prefixedId = (node: ts.Node | undefined): string | null =>
  node && ts.isTemplateExpression(node) && node.templateSpans.length === 1
    ? (node.templateSpans[0]?.literal.text.replace(/^\./, '') ?? null)
    : null;

const ofCall = (node: ts.Node): [string | null, string | null] | null =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't'
    ? [literal(node.arguments[0]), literal(node.arguments[1])]
    : null;

const ofDescriptor = (node: ts.Node): [string | null, string | null] | null => {
  if (!ts.isObjectLiteralExpression(node)) return null;
  const initializer = (name: string) =>
    node.properties.filter(ts.isPropertyAssignment).find((entry) => entry.name.getText() === name)
      ?.initializer;
  const message = literal(initializer('defaultMessage'));
  return message === null ? null : [prefixedId(initializer('id')), message];
};

const textsOf = (file: string): UsedText[] => {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  );
  const texts: UsedText[] = [];
  const visit = (node: ts.Node): void => {
    const found = ofCall(node) ?? ofDescriptor(node);
    if (found) {
      const [id, defaultMessage] = found;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const place = `${path.relative(ADMIN, file)}:${line + 1}`;
      if (id === null || defaultMessage === null) {
        throw new Error(`${place}: id and default message of a text must be literal.`);
      }
      texts.push({ id, defaultMessage, place });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
};

/** Every text that the code of the admin panel formats. */
export const usedTexts = (): UsedText[] => codeFiles().flatMap(textsOf);

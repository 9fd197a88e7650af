import { createRequire } from 'node:module';
import type * as PhpParser from 'php-parser';
import { mendPrecedence, type OperatorOrder } from './precedence';
import { prepared } from './prepare';
import type { ProgramNode } from './tree';
import { PhpSyntaxError } from './values';

interface Engine {
  parseEval(code: string): unknown;
  ast: OperatorOrder;
}

let engine: Engine | undefined;

/** The parser is loaded when somebody has PHP: most have none. */
function parser(): Engine {
  if (engine) return engine;
  const library = createRequire(__filename)('php-parser') as typeof PhpParser;
  engine = new library.Engine({
    parser: { extractDoc: false, suppressErrors: false, version: '8.2' },
    lexer: { short_tags: true, asp_tags: false },
    ast: { withPositions: true },
  }) as unknown as Engine;
  mendPrecedence(engine.ast);
  return engine;
}

const OPENING = /^\s*<\?(?:php\b|(?=\s))/i;

/**
 * The tree of a snippet, with or without `<?php`; the semicolon at its end may be missing. Throws
 * `PhpSyntaxError`, and RangeError where it is nested too deeply.
 */
export function parsePhp(source: string): ProgramNode {
  // Blanks in place of the tag keep every character in its place.
  const code = prepared(source).replace(OPENING, (tag) => tag.replace(/\S/g, ' '));
  try {
    return parser().parseEval(code) as ProgramNode;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw isFault(error) ? syntaxError(error, code) : lexicalError(error, code);
  }
}

/** What the library throws. */
interface Fault extends Error {
  lineNumber: number;
  columnNumber: number;
}

const isFault = (error: unknown): error is Fault =>
  error instanceof SyntaxError && 'lineNumber' in error;

function syntaxError({ message, lineNumber, columnNumber }: Fault, code: string): PhpSyntaxError {
  const lines = code.split('\n').slice(0, lineNumber - 1);
  const before = lines.reduce((length, line) => length + line.length + 1, 0);
  const said = message
    .replace(/^Parse Error\s*:\s*(?:syntax error,? ?)?/i, '')
    .replace(/ ?on line \d+$/, '')
    .replace(/ \(T_\w+\)/g, '');
  return new PhpSyntaxError(said, Math.min(before + columnNumber, code.length));
}

/** What the library's lexer throws, which names at most an offset, at a character that no PHP has outside of texts. */
function lexicalError(error: unknown, code: string): PhpSyntaxError {
  const message = error instanceof Error ? error.message : String(error);
  const offset = Number(/\(offset (\d+)\)/.exec(message)?.[1] ?? 0);
  const said = message.replace(/ at line \d+ \(offset \d+\)/, '');
  return new PhpSyntaxError(said.slice(0, 100), Math.min(offset, code.length));
}

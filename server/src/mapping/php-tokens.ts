/** A piece of a PHP expression. */
export interface PhpToken {
  kind: 'string' | 'number' | 'variable' | 'name' | 'operator' | 'end';
  text: string;
  /** 0-based, in the source. */
  offset: number;
}

/** A PHP expression that has no translation, and where it stops having one. */
export class UntranslatablePhp extends Error {
  constructor(
    readonly found: string,
    readonly offset: number
  ) {
    super(found);
  }
}

/** Typographic quotes stand in pascom's documentation where PHP wants plain ones. */
const PATTERN =
  /\s+|(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[“”„‟][^“”„‟"]*["“”‟]|[‘’‚][^‘’‚']*['‘’])|(?<number>\d+(?:\.\d+)?(?![\w.]))|\$(?<variable>\w+)|(?<name>[A-Za-z_]\w*)|(?<operator>===|!==|==|!=|<>|<=>|<=|>=|&&|\|\||\?\?|\?:|[.,()[\]!?:;<>-])/suy;

/** Splits a PHP expression, without its `<?php`; the last token is `end`. */
export function tokenizePhp(source: string): PhpToken[] {
  const tokens: PhpToken[] = [];
  PATTERN.lastIndex = /^\s*<\?php\b/i.exec(source)?.[0].length ?? 0;
  while (PATTERN.lastIndex < source.length) {
    const offset = PATTERN.lastIndex;
    const match = PATTERN.exec(source);
    if (!match?.groups) throw new UntranslatablePhp(source.slice(offset, offset + 20), offset);
    const { string, number, variable, name, operator } = match.groups;
    if (string !== undefined)
      tokens.push({ kind: 'string', text: unquote(string, offset), offset });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, offset });
    else if (variable !== undefined) tokens.push({ kind: 'variable', text: variable, offset });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.toLowerCase(), offset });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, offset });
  }
  return [...tokens, { kind: 'end', text: 'the end', offset: source.length }];
}

function unquote(literal: string, offset: number): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('"')) {
    if (/[$\\][^"\\]/.test(inner)) throw new UntranslatablePhp(literal, offset);
    return inner.replace(/\\(["\\])/g, '$1');
  }
  return inner.replace(/\\(['\\])/g, '$1');
}

import { problem } from '../../../../shared/codes/problems';
import { type Diagnostics, positionAt } from '../diagnostics';
import {
  asText,
  boolean,
  column,
  literal,
  PHP_CALLS,
  type PhpPart,
  portablePattern,
  text,
  value,
} from './php-functions';

const PHP = /^\s*(?:<\?php\b|return\b)|\$row\s*\[|\barray_key_exists\s*\(/i;

/**
 * pascom's pre-filters and variables are PHP one-liners such as `return $row["job"];`. Those that
 * can be translated to JSONata faithfully are, and are shown; for the rest there is a problem
 * `php-expression`, and null. Text that is no PHP is given back as it is.
 */
export function translatePhp(field: string, text: string, diagnostics: Diagnostics): string | null {
  if (!PHP.test(text)) return text;
  try {
    const part = new PhpParser(tokenizePhp(text)).parse();
    const source = field === 'preFilter' ? part.truth : part.code;
    diagnostics.warn(field, problem('php-translated', { expression: source }), 'info');
    return source;
  } catch (error) {
    if (!(error instanceof UntranslatablePhp)) throw error;
    const { found, offset } = error;
    diagnostics.problem(field, problem('php-expression', { found }), positionAt(text, offset));
    return null;
  }
} /** A piece of a PHP expression. */
interface PhpToken {
  kind: 'string' | 'number' | 'variable' | 'name' | 'operator' | 'end';
  text: string;
  /** 0-based, in the source. */
  offset: number;
}

/** A PHP expression that has no translation, and where it stops having one. */
class UntranslatablePhp extends Error {
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
function tokenizePhp(source: string): PhpToken[] {
  const tokens: PhpToken[] = [];
  PATTERN.lastIndex = /^\s*<\?php\b/i.exec(source)?.[0].length ?? 0;
  while (PATTERN.lastIndex < source.length) {
    const offset = PATTERN.lastIndex;
    const found = PATTERN.exec(source);
    if (!found?.groups) throw new UntranslatablePhp(source.slice(offset, offset + 20), offset);
    const { string, number, variable, name, operator } = found.groups;
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

const EQUALITIES = ['==', '===', '!=', '!==', '<>'];
const RELATIONS = ['<', '<=', '>', '>='];

/** How a text begins that PHP compares as a number with another such text. */
const MAY_BE_NUMERIC = /^\s*[+-]?\.?\d/;

/** Recursive descent over PHP's operators, loosest first; each method translates what it reads. */
class PhpParser {
  private next = 0;

  constructor(private readonly tokens: PhpToken[]) {}

  /** @throws UntranslatablePhp where there is no faithful translation */
  parse(): PhpPart {
    this.takeName('return');
    const part = this.wordOr();
    this.takeOperator(';');
    if (this.token.kind !== 'end') this.refuse();
    return part;
  }

  private get token(): PhpToken {
    return this.tokens[this.next] ?? { kind: 'end', text: 'the end', offset: 0 };
  }

  private refuse(token: PhpToken = this.token): never {
    throw new UntranslatablePhp(token.text, token.offset);
  }

  private takeOperator(...texts: string[]): string | null {
    const { kind, text: found } = this.token;
    if (kind !== 'operator' || !texts.includes(found)) return null;
    this.next++;
    return found;
  }

  private takeName(name: string): boolean {
    if (this.token.kind !== 'name' || this.token.text !== name) return false;
    this.next++;
    return true;
  }

  private expectOperator(operator: string): void {
    if (this.takeOperator(operator) === null) this.refuse();
  }

  /** `or` and `and` bind more loosely than everything else, `||` and `&&` do not. */
  private wordOr(): PhpPart {
    return this.logical(
      () => this.wordAnd(),
      () => this.takeName('or'),
      'or'
    );
  }

  private wordAnd(): PhpPart {
    return this.logical(
      () => this.ternary(),
      () => this.takeName('and'),
      'and'
    );
  }

  private or(): PhpPart {
    return this.logical(
      () => this.and(),
      () => this.takeOperator('||') !== null,
      'or'
    );
  }

  private and(): PhpPart {
    return this.logical(
      () => this.equality(),
      () => this.takeOperator('&&') !== null,
      'and'
    );
  }

  private logical(operand: () => PhpPart, take: () => boolean, word: string): PhpPart {
    let left = operand();
    while (take()) left = boolean(`(${left.truth} ${word} ${operand().truth})`);
    return left;
  }

  private ternary(): PhpPart {
    let left = this.coalesce();
    while (this.takeOperator('?:')) {
      left = value(`(${left.truth} ? ${left.code} : ${this.coalesce().code})`);
    }
    if (!this.takeOperator('?')) return left;
    const then = this.ternary();
    this.expectOperator(':');
    const otherwise = this.coalesce();
    // PHP refuses a chain without parentheses.
    if (this.token.kind === 'operator' && ['?', '?:'].includes(this.token.text)) this.refuse();
    return value(`(${left.truth} ? ${then.code} : ${otherwise.code})`);
  }

  private coalesce(): PhpPart {
    const left = this.or();
    if (!this.takeOperator('??')) return left;
    return value(`($phpNull(${left.code}) ? ${this.coalesce().code} : ${left.code})`);
  }

  /** Neither level is associative: `a == b == c` is no PHP. */
  private equality(): PhpPart {
    const left = this.relation();
    const operator = this.takeOperator(...EQUALITIES);
    if (operator === null) return left;
    const equal = equals(left, this.relation(), operator.length === 3);
    return operator.startsWith('=') ? equal : boolean(`$not(${equal.code})`);
  }

  private relation(): PhpPart {
    const left = this.concatenation();
    const operator = this.takeOperator(...RELATIONS);
    if (operator === null) return left;
    return boolean(`($phpCompare(${left.code}, ${this.concatenation().code}) ${operator} 0)`);
  }

  private concatenation(): PhpPart {
    let left = this.unary();
    while (this.takeOperator('.')) {
      left = text(`(${asText(left)} & ${asText(this.unary())})`);
    }
    return left;
  }

  private unary(): PhpPart {
    if (!this.takeOperator('!')) return this.primary();
    return boolean(`$not(${this.unary().truth})`);
  }

  private primary(): PhpPart {
    const token = this.token;
    this.next++;
    switch (token.kind) {
      case 'string':
        return literal(token.text);
      case 'number':
        return this.numeral(token, '');
      case 'variable':
        return this.columnOf(token);
      case 'name':
        return this.named(token);
      case 'operator':
        if (token.text === '(') return this.parenthesized();
        if (token.text === '-' && this.token.kind === 'number') {
          this.next++;
          return this.numeral(this.tokens[this.next - 1] ?? token, '-');
        }
    }
    return this.refuse(token);
  }

  /** A leading zero makes it octal; those of very many digits and `-0` have another text in PHP. */
  private numeral(token: PhpToken, sign: string): PhpPart {
    const isNegativeZero = sign === '-' && Number(token.text) === 0;
    if (/^0\d|^0\.0000|[\d.]{16}/.test(token.text) || isNegativeZero) this.refuse(token);
    return value(`${sign}${token.text}`);
  }

  private parenthesized(): PhpPart {
    const part = this.wordOr();
    this.expectOperator(')');
    return part;
  }

  /** `$row["x"]` */
  private columnOf(variable: PhpToken): PhpPart {
    if (variable.text !== 'row') this.refuse(variable);
    this.expectOperator('[');
    const name = this.string();
    this.expectOperator(']');
    return column(this.columnName(name));
  }

  private string(): PhpToken {
    const token = this.token;
    if (token.kind !== 'string') this.refuse();
    this.next++;
    return token;
  }

  private columnName(token: PhpToken): string {
    if (/^(?!(?:and|or|in|true|false|null|function)$)[A-Za-z_]\w*$/.test(token.text))
      return token.text;
    if (token.text === '' || token.text.includes('`')) this.refuse(token);
    return `\`${token.text}\``;
  }

  private named(token: PhpToken): PhpPart {
    if (token.text === 'true' || token.text === 'false') return boolean(token.text);
    if (token.text === 'null') return value('null');
    this.expectOperator('(');
    switch (token.text) {
      case 'array_key_exists':
        return this.keyExists();
      case 'isset':
        return this.isset();
      case 'explode':
        return this.explode();
      case 'preg_match':
      case 'preg_grep':
        return this.pattern(token.text);
    }
    const parts = this.arguments();
    const [counts, translate] = PHP_CALLS.get(token.text) ?? [];
    if (!translate || !counts?.includes(parts.length)) this.refuse(token);
    return translate(...parts);
  }

  private arguments(): PhpPart[] {
    const parts: PhpPart[] = [];
    if (this.takeOperator(')')) return parts;
    do parts.push(this.ternary());
    while (this.takeOperator(','));
    this.expectOperator(')');
    return parts;
  }

  /** `array_key_exists('x', $row)` */
  private keyExists(): PhpPart {
    const name = this.string();
    this.expectOperator(',');
    if (this.token.kind !== 'variable' || this.token.text !== 'row') this.refuse();
    this.next++;
    this.expectOperator(')');
    return boolean(`$exists(${this.columnName(name)})`);
  }

  /** `isset` takes nothing but variables, all of which have to be there. */
  private isset(): PhpPart {
    const start = this.token;
    const parts = this.arguments();
    if (parts.length === 0 || parts.some(({ kind }) => kind !== 'column')) this.refuse(start);
    const code = parts.map((part) => `$not($phpNull(${part.code}))`).join(' and ');
    return boolean(parts.length === 1 ? code : `(${code})`);
  }

  /** An empty separator is an error in PHP. */
  private explode(): PhpPart {
    const separator = this.string();
    if (separator.text === '') this.refuse(separator);
    this.expectOperator(',');
    const subject = this.ternary();
    this.expectOperator(')');
    return value(`$phpExplode(${JSON.stringify(separator.text)}, ${subject.code})`);
  }

  /** `preg_match('/x/i', $row["y"])`, `preg_grep('/x/', $row["y"])` */
  private pattern(name: string): PhpPart {
    const given = this.string();
    const pattern = portablePattern(given.text);
    if (pattern === null) this.refuse(given);
    this.expectOperator(',');
    const subject = this.ternary();
    this.expectOperator(')');
    return name === 'preg_grep'
      ? value(`[${subject.code}[$contains($phpText($), ${pattern})]]`)
      : value(`($contains(${asText(subject)}, ${pattern}) ? 1 : 0)`);
  }
}

/** JSONata compares a column alike with a text that PHP would not take for nothing or for a number. */
function equals(left: PhpPart, right: PhpPart, strictly: boolean): PhpPart {
  const isAlike = ({ literal: content }: PhpPart): boolean =>
    content !== undefined && (strictly || (content !== '' && !MAY_BE_NUMERIC.test(content)));
  const isPlain =
    (left.kind === 'column' && isAlike(right)) || (right.kind === 'column' && isAlike(left));
  return boolean(
    isPlain
      ? `(${left.code} = ${right.code})`
      : `$${strictly ? 'phpSame' : 'phpEqual'}(${left.code}, ${right.code})`
  );
}

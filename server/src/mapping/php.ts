import { type Findings, positionAt } from './findings';
import { type PhpToken, tokenizePhp, UntranslatablePhp } from './php-tokens';

const PHP = /^\s*(?:<\?php\b|return\b)|\$row\s*\[|\barray_key_exists\s*\(/i;

/**
 * pascom's pre-filters and variables are PHP one-liners such as `return $row["job"];`. The common
 * ones are translated to JSONata, with an info; for the rest there is a problem `php-expression`,
 * and null. Text that is no PHP is given back as it is.
 */
export function translatePhp(field: string, text: string, findings: Findings): string | null {
  if (!PHP.test(text)) return text;
  try {
    const part = new PhpTranslator(tokenizePhp(text)).translate();
    const source = field === 'preFilter' ? truth(part) : part.code;
    findings.warn(
      field,
      'php-translated',
      `The PHP expression was read as the JSONata expression ${source}`,
      'info'
    );
    return source;
  } catch (error) {
    if (!(error instanceof UntranslatablePhp)) throw error;
    findings.problem(
      field,
      'php-expression',
      `The PHP expression cannot be translated at "${error.found}". Rewrite it by hand as JSONata: a column is written as its name, such as job or \`phone number\`.`,
      positionAt(text, error.offset)
    );
    return null;
  }
}

/** A translated part; the kind tells what PHP would compare loosely. */
interface Part {
  code: string;
  kind: 'value' | 'boolean' | 'number' | 'position';
}

const value = (code: string): Part => ({ code, kind: 'value' });
const boolean = (code: string): Part => ({ code, kind: 'boolean' });

type Translation = (...parts: Part[]) => Part;

/** The functions with as many arguments as the translation names. */
const CALLS: Readonly<Record<string, Translation>> = {
  strtolower: (text) => value(`$lowercase(${text?.code})`),
  mb_strtolower: (text) => value(`$lowercase(${text?.code})`),
  strtoupper: (text) => value(`$uppercase(${text?.code})`),
  mb_strtoupper: (text) => value(`$uppercase(${text?.code})`),
  trim: (text) => value(`$replace(${text?.code}, /^\\s+|\\s+$/, "")`),
  strlen: (text) => ({ code: `$length(${text?.code})`, kind: 'number' }),
  str_replace: (from, to, text) => value(`$replace(${text?.code}, ${from?.code}, ${to?.code})`),
  explode: (separator, text) => value(`$split(${text?.code}, ${separator?.code})`),
  implode: (separator, list) => value(`$join(${list?.code}, ${separator?.code})`),
  str_contains: (text, part) => boolean(`($contains(${text?.code}, ${part?.code}) = true)`),
  strpos: (text, part) => ({
    code: `($contains(${text?.code}, ${part?.code}) = true)`,
    kind: 'position',
  }),
  stripos: (text, part) => ({
    code: `($contains($lowercase(${text?.code}), $lowercase(${part?.code})) = true)`,
    kind: 'position',
  }),
};

const COMPARISONS: Readonly<Record<string, string>> = {
  '==': '=',
  '===': '=',
  '!=': '!=',
  '!==': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Recursive descent over PHP's operators, loosest first. */
class PhpTranslator {
  private next = 0;

  constructor(private readonly tokens: PhpToken[]) {}

  translate(): Part {
    this.takeName('return');
    const part = this.ternary();
    this.takeOperator(';');
    if (this.token.kind !== 'end') this.refuse();
    return this.asValue(part);
  }

  private get token(): PhpToken {
    return this.tokens[this.next] ?? { kind: 'end', text: 'the end', offset: 0 };
  }

  private refuse(token: PhpToken = this.token): never {
    throw new UntranslatablePhp(token.text, token.offset);
  }

  private takeOperator(...texts: string[]): string | null {
    const { kind, text } = this.token;
    if (kind !== 'operator' || !texts.includes(text)) return null;
    this.next++;
    return text;
  }

  private takeName(text: string): boolean {
    if (this.token.kind !== 'name' || this.token.text !== text) return false;
    this.next++;
    return true;
  }

  private expectOperator(text: string): void {
    if (this.takeOperator(text) === null) this.refuse();
  }

  /** The place that strpos gives has no counterpart: only whether there is one. */
  private asValue(part: Part): Part {
    if (part.kind === 'position') this.refuse();
    return part;
  }

  private ternary(): Part {
    const condition = this.coalesce();
    if (this.takeOperator('?:'))
      return value(`(${condition.code} ?: ${this.asValue(this.ternary()).code})`);
    if (!this.takeOperator('?')) return condition;
    const then = this.asValue(this.ternary());
    this.expectOperator(':');
    const otherwise = this.asValue(this.ternary());
    return value(`(${truth(this.asValue(condition))} ? ${then.code} : ${otherwise.code})`);
  }

  private coalesce(): Part {
    const left = this.or();
    if (!this.takeOperator('??')) return left;
    return value(`(${left.code} ?? ${this.asValue(this.coalesce()).code})`);
  }

  private or(): Part {
    let left = this.and();
    while (this.takeOperator('||') ?? this.takeName('or')) {
      left = boolean(`(${truth(this.asValue(left))} or ${truth(this.asValue(this.and()))})`);
    }
    return left;
  }

  private and(): Part {
    let left = this.comparison();
    while (this.takeOperator('&&') ?? this.takeName('and')) {
      left = boolean(
        `(${truth(this.asValue(left))} and ${truth(this.asValue(this.comparison()))})`
      );
    }
    return left;
  }

  private comparison(): Part {
    const left = this.concatenation();
    const start = this.token;
    const operator = this.takeOperator(...Object.keys(COMPARISONS));
    if (operator === null) return left;
    const right = this.concatenation();
    const symbol = COMPARISONS[operator] ?? '=';
    if (left.kind === 'position') {
      if (right.code !== 'false' || !/^[!=]/.test(operator)) this.refuse(start);
      return boolean(symbol === '=' ? `$not(${left.code})` : left.code);
    }
    if ((left.kind === 'boolean') !== (right.kind === 'boolean')) this.refuse(start);
    if ((left.kind === 'number') !== (right.kind === 'number')) this.refuse(start);
    return boolean(`(${left.code} ${symbol} ${right.code})`);
  }

  private concatenation(): Part {
    let left = this.unary();
    while (this.takeOperator('.')) {
      left = value(`(${this.asValue(left).code} & ${this.asValue(this.unary()).code})`);
    }
    return left;
  }

  private unary(): Part {
    if (!this.takeOperator('!')) return this.primary();
    return boolean(`$not(${truth(this.asValue(this.unary()))})`);
  }

  private primary(): Part {
    const token = this.token;
    this.next++;
    switch (token.kind) {
      case 'string':
        return value(JSON.stringify(token.text));
      case 'number':
        return { code: token.text, kind: 'number' };
      case 'variable':
        return this.column(token);
      case 'name':
        return this.named(token);
      case 'operator':
        if (token.text === '(') return this.parenthesized();
        if (token.text === '-' && this.token.kind === 'number') return this.negative();
    }
    return this.refuse(token);
  }

  private parenthesized(): Part {
    const part = this.ternary();
    this.expectOperator(')');
    return part;
  }

  private negative(): Part {
    const { code } = this.primary();
    return { code: `-${code}`, kind: 'number' };
  }

  /** `$row["x"]` */
  private column(variable: PhpToken): Part {
    if (variable.text !== 'row') this.refuse(variable);
    this.expectOperator('[');
    const name = this.string();
    this.expectOperator(']');
    return value(this.columnName(name));
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

  private named(token: PhpToken): Part {
    if (token.text === 'true' || token.text === 'false') return boolean(token.text);
    if (token.text === 'null') return value('null');
    this.expectOperator('(');
    if (token.text === 'array_key_exists') return this.keyExists();
    if (token.text === 'preg_match' || token.text === 'preg_grep') return this.pattern(token.text);
    const parts = this.arguments();
    switch (token.text) {
      case 'isset':
        if (parts.length !== 1) this.refuse(token);
        return boolean(`$exists(${parts[0]?.code})`);
      case 'empty':
        if (parts.length !== 1) this.refuse(token);
        return boolean(`$not(${notEmpty(parts[0]?.code ?? '')})`);
      case 'substr':
      case 'mb_substr':
        return this.substring(token, parts);
    }
    const call = Object.hasOwn(CALLS, token.text) ? CALLS[token.text] : undefined;
    if (!call || call.length !== parts.length) this.refuse(token);
    return call(...parts);
  }

  private arguments(): Part[] {
    const parts: Part[] = [];
    if (this.takeOperator(')')) return parts;
    do parts.push(this.asValue(this.ternary()));
    while (this.takeOperator(','));
    this.expectOperator(')');
    return parts;
  }

  /** `array_key_exists('x', $row)` */
  private keyExists(): Part {
    const name = this.string();
    this.expectOperator(',');
    if (this.token.kind !== 'variable' || this.token.text !== 'row') this.refuse();
    this.next++;
    this.expectOperator(')');
    return boolean(`$exists(${this.columnName(name)})`);
  }

  /** A negative start counts from the end in both languages, a negative length only in PHP. */
  private substring(token: PhpToken, parts: Part[]): Part {
    const [text, ...numbers] = parts;
    if (!text || numbers.length < 1 || numbers.length > 2) this.refuse(token);
    if (numbers.some(({ kind }) => kind !== 'number') || numbers[1]?.code.startsWith('-'))
      this.refuse(token);
    return value(`$substring(${parts.map(({ code }) => code).join(', ')})`);
  }

  /** `preg_match('/x/i', $row["y"])`, `preg_grep('/x/', $row["y"])` */
  private pattern(name: string): Part {
    const pattern = this.string();
    if (!/^\/(?:[^/\\]|\\.)+\/[im]*$/.test(pattern.text)) this.refuse(pattern);
    this.expectOperator(',');
    const subject = this.asValue(this.ternary());
    this.expectOperator(')');
    if (name === 'preg_grep') return value(`${subject.code}[$contains($, ${pattern.text})]`);
    return boolean(`($contains(${subject.code}, ${pattern.text}) = true)`);
  }
}

const truth = ({ code, kind }: Part): string => (kind === 'value' ? notEmpty(code) : code);

/** What PHP takes for not empty: of texts, all but "" and "0". */
const notEmpty = (code: string): string => `(${code} and ${code} != "0")`;

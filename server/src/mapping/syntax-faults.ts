import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/texts';

/** What JSONata throws. */
interface Thrown {
  message: string;
  code?: unknown;
  token?: unknown;
  value?: unknown;
  /** Where it stopped reading; null where it does not say. */
  offset: number | null;
}

const CLOSING = [')', ']', '}'];

/** What is wrong with the syntax of an expression, in words. */
export function expressionFault(
  { message, code, token, value, offset }: Thrown,
  source: string
): Problem {
  const read = offset === null ? '' : source.slice(0, offset + 1);
  const found = typeof token === 'string' && token !== '(end)' ? token : null;
  if (/(?:!==|<>|=\s*!)$/.test(read)) return problem('syntax-fault/not-equal');
  if (read.endsWith('==')) return problem('syntax-fault/equal');
  if (read.endsWith('&&') || found === '|') return problem('syntax-fault/and-or');
  if (found === '!') return problem('syntax-fault/not');
  switch (code) {
    case 'S0101':
      return problem('syntax-fault/quote');
    case 'S0103':
      return problem('syntax-fault/escape', { found: found ?? '' });
    case 'S0105':
      return problem('syntax-fault/backtick');
    case 'S0202':
    case 'S0203':
      return problem('syntax-fault/missing', { expected: String(value), found });
    case 'S0207':
      return problem('syntax-fault/end');
    case 'S0212':
      return problem('syntax-fault/assignment');
    case 'S0302':
      return problem('syntax-fault/pattern');
  }
  if (found === ';') return problem('syntax-fault/semicolon');
  if (code === 'S0201' && found !== null && CLOSING.includes(found)) {
    return problem('syntax-fault/closing', { found });
  }
  if (code === 'S0201' && found !== null) return problem('syntax-fault/between', { found });
  if (code === 'S0211' && found !== null) return problem('syntax-fault/before', { found });
  return problem('syntax-fault/other', { detail: message });
}

/** What is wrong with the syntax of a template, in words, from what Handlebars says. */
export function templateFault(message: string): Problem {
  const [, open, close] = /^(\S+) doesn't match (\S+)/.exec(message) ?? [];
  if (open && close) return problem('syntax-fault/other-block', { open, close });
  const [, text = ''] = /^Parse error on line \d+:\n(.*)\n/.exec(message) ?? [];
  const at = /\n(-*)\^\n/.exec(message)?.[1]?.length ?? 0;
  const got = /got '(\w+)'/.exec(message)?.[1] ?? '';
  if (got === 'EOF' && /'OPEN_ENDBLOCK'/.test(message)) return problem('syntax-fault/open-block');
  if (got === 'OPEN_ENDBLOCK') return problem('syntax-fault/no-block');
  if (got === 'INVERSE') return problem('syntax-fault/else');
  if (got === 'CLOSE_UNESCAPED' || got === 'CLOSE_RAW_BLOCK') {
    return problem('syntax-fault/braces-many');
  }
  if (got === 'CLOSE' && /'CLOSE_UNESCAPED'/.test(message)) {
    return problem('syntax-fault/brace-missing');
  }
  if (got === 'CLOSE') return problem('syntax-fault/nothing-in-braces');
  const rest = text.slice(at);
  if (got === 'INVALID' && /^["'].*\}\}/.test(rest)) return problem('syntax-fault/quote');
  if (got === 'EOF' || (got === 'INVALID' && !rest.includes('}}'))) {
    return problem('syntax-fault/braces-open');
  }
  if (got === 'INVALID') return problem('syntax-fault/name');
  return problem('syntax-fault/other', { detail: message.split('\n').at(-1) ?? message });
}

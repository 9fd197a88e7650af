import { type Findings, positionAt } from './findings';
import { PhpParser } from './php-parser';
import { tokenizePhp, UntranslatablePhp } from './php-tokens';

const PHP = /^\s*(?:<\?php\b|return\b)|\$row\s*\[|\barray_key_exists\s*\(/i;

/**
 * pascom's pre-filters and variables are PHP one-liners such as `return $row["job"];`. Those that
 * can be translated to JSONata faithfully are, with an info; for the rest there is a problem
 * `php-expression`, and null. Text that is no PHP is given back as it is.
 */
export function translatePhp(field: string, text: string, findings: Findings): string | null {
  if (!PHP.test(text)) return text;
  try {
    const part = new PhpParser(tokenizePhp(text)).parse();
    const source = field === 'preFilter' ? part.truth : part.code;
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

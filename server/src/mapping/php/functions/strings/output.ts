import { exactFloatText, toText } from '../../conversions';
import type { Run } from '../../run';
import { MIN_INT, isArray, isClosure, PhpError, type PhpText, type PhpValue } from '../../values';
import { bool, define, mixed, type PhpFunction, type PhpFunctions } from '../define';

const INDENT = 8;

function printed(value: PhpValue, indent: number, run: Run): PhpText {
  if (isClosure(value)) return 'Closure Object\n(\n)\n';
  if (!isArray(value)) return toText(value);
  const margin = ' '.repeat(indent);
  const lines = value.entries().map(([key, one]) => {
    const content = run.within(() => printed(one, indent + INDENT, run));
    run.text(content.length + indent);
    return `${margin}    [${key}] => ${content}\n`;
  });
  return `Array\n${margin}(\n${lines.join('')}${margin})\n`;
}

const quoted = (text: PhpText): PhpText => {
  const escaped = text.replace(/['\\]/g, '\\$&');
  return `'${escaped.replaceAll('\0', `' . "\\0" . '`)}'`;
};

function exportedFloat(value: number): PhpText {
  const text = exactFloatText(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** PHP reads the digits of the smallest integer as a float, so it is written as a difference. */
const exportedInteger = (value: bigint): PhpText =>
  value === MIN_INT ? `${value + 1n}-1` : value.toString();

function exported(value: PhpValue, indent: number, run: Run): PhpText {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return exportedInteger(value);
  if (typeof value === 'number') return exportedFloat(value);
  if (!isArray(value)) return '\\Closure::__set_state(array(\n))';
  const margin = ' '.repeat(indent);
  const lines = value.entries().map(([key, one]) => {
    const start = isArray(one) ? `\n${margin}  ` : '';
    const content = run.within(() => exported(one, indent + 2, run));
    run.text(content.length + indent);
    const name = typeof key === 'bigint' ? exportedInteger(key) : quoted(key);
    return `${margin}  ${name} => ${start}${content},\n`;
  });
  return `array (\n${lines.join('')}${margin})`;
}

/** A function that prints, unless it is to return its text: there is nothing to print to. */
const returning = (
  name: string,
  write: (value: PhpValue, indent: number, run: Run) => PhpText
): PhpFunction =>
  define([mixed('value'), bool('return', false)], (value, isReturned, run) => {
    if (!isReturned) {
      const message = `${name}(): nothing can be printed here: pass true as argument #2 ($return)`;
      throw new PhpError('Error', message);
    }
    const result = write(value, 0, run);
    run.text(result.length);
    return result;
  });

/** Values as people and PHP read them. */
export const OUTPUT: PhpFunctions = {
  print_r: returning('print_r', printed),
  var_export: returning('var_export', exported),
};

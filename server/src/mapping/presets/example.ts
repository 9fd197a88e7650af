import type { ExampleFile } from '../../../../shared/contracts/presets';
import type { Language } from '../../../../shared/profile';
import examples from './examples.json';

/** Excel knows the encoding by it. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A file with columns that automatic matching knows and a row to write over, in a language. */
export function exampleFile(language: Language): ExampleFile {
  const { name, delimiter, row } = examples[language];
  const lines = [Object.keys(row), Object.values(row)].map((cells) => cells.join(delimiter));
  return { name, text: `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n` };
}

import { textLiteral } from './compile/literals';
import { type CallNode, type Expression, offsetOf } from './tree';
import { textOf } from './values';

/** What a snippet calls the row that it is given. */
export const ROW = 'row';

/** The text of a node that is nothing but one. */
export function literalText(node: Expression): string | null {
  if (node.kind === 'string') return textOf(textLiteral(node));
  if (node.kind === 'identifier') return node.name;
  return node.kind === 'number' ? String(node.value) : null;
}

/** Whether a node is `$row`, which is the row where no function of its own stands around. */
export const isRow = (node: { kind: string } | undefined): boolean =>
  node?.kind === 'variable' && 'name' in node && node.name === ROW;

/** The name of a column where a node is `$row["job"]` with a name that stands there. */
export function rowColumn(node: Expression): string | null {
  if (node.kind !== 'offsetlookup' || !isRow(node.what) || node.offset === false) return null;
  return literalText(node.offset);
}

/** The column, and where it is named, that a call `array_key_exists("job", $row)` asks for; null for any other. */
export function columnAskedFor({
  what,
  arguments: [key, row, ...more],
}: CallNode): { column: string; offset: number } | null {
  const isAsked = what.kind === 'name' && /^\\?(?:array_)?key_exists$/i.test(what.name);
  if (!isAsked || key?.kind !== 'string' || !isRow(row) || more.length > 0) return null;
  return { column: literalText(key) ?? '', offset: offsetOf(key) };
}

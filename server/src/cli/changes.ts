import type { ChangeKind, ChangeView } from '../../../shared/contracts/runs';
import { linesOf } from './table';

/** A value on one line of a terminal; `--json` gives it whole. */
const MAX_VALUE = 60;
const WIDTHS = { action: 6, type: 14, row: 7, record: 24 };

const shorten = (text: string): string => {
  const characters = [...text];
  return characters.length > MAX_VALUE ? `${characters.slice(0, MAX_VALUE).join('')}…` : text;
};

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

const textOf = (value: unknown): string =>
  isEmpty(value) ? 'nothing' : shorten(JSON.stringify(value));

const differenceText = ({ difference, action }: ChangeView): string =>
  Object.entries(difference)
    .map(([name, { before, after }]) => {
      if (action === 'create') return `${name}: ${textOf(after)}`;
      if (action === 'remove') return `${name}: ${textOf(before)}`;
      return `${name}: ${textOf(before)} → ${textOf(after)}`;
    })
    .join(', ');

const KINDS: Record<ChangeKind, string> = {
  returned: 'returns under a new id',
  renamed: 'has another key',
  'perhaps-renamed': 'probably the same person',
  'somebody-new': 'somebody new',
};

const table = linesOf([
  { heading: 'Action', width: WIDTHS.action },
  { heading: 'Type', width: WIDTHS.type },
  { heading: 'Row', width: WIDTHS.row, isNumeric: true },
  { heading: 'Record', width: WIDTHS.record },
  { heading: 'Attributes', width: 'Attributes'.length },
]);

/** Changes as people read them, in pieces, since there may be more than memory should hold. */
export async function* changesText(batches: AsyncIterable<ChangeView[]>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const batch of batches) {
    if (isFirst) yield `${table.head.join('\n')}\n`;
    isFirst = false;
    const lines = batch.map((change) => {
      const { action, kind, type, row, label } = change;
      const what = [kind && KINDS[kind], differenceText(change)].filter(Boolean).join('; ');
      return table.line([action, type, row, label, what]);
    });
    yield `${lines.join('\n')}\n`;
  }
  if (isFirst) yield 'No changes.\n';
}

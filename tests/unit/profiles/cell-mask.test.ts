import { createCellMask } from '../../../server/src/controllers/secret-columns';
import type { Detection } from '../../../shared/contracts/sources';

const detection = (columns: string[], ...rows: string[][]): Detection => ({
  format: {
    encoding: 'utf-8',
    delimiter: ',',
    lineSeparator: '\n',
    enclosure: '"',
    headerRow: 1,
    sheet: 'auto',
  },
  columns,
  rows: rows.map((cells, index) => ({ number: index + 2, cells })),
  issues: [],
  problem: null,
});

const cellsOf = (given: Detection, secret: string[] = []): string[][] =>
  createCellMask(secret)
    .detection(given)
    .rows.map(({ cells }) => cells);

describe('the cells of a preview', () => {
  it.each([
    ['by their names', ['login', 'PIN', 'team'], []],
    ['because a mapping makes secrets of them', ['login', 'code', 'team'], ['Code']],
    ['in a file without names', ['A', 'B', 'C'], ['B']],
  ])('are masked %s', (_, columns, secret) => {
    const rows = detection(columns, ['ada', '4711', 'x'], ['bob', '', 'y']);
    expect(cellsOf(rows, secret)).toEqual([
      ['ada', '•••', 'x'],
      ['bob', '', 'y'],
    ]);
  });

  it.each([
    ['too many cells', ['ada', 'x', '4711', 'y'], ['ada', '•••', '•••', '•••']],
    ['one too few', ['4711', 'x'], ['•••', '•••']],
    ['far too many', ['a', 'b', 'c', '4711', 'd'], ['a', '•••', '•••', '•••', '•••']],
    ['a gap', ['ada', '', '', '4711'], ['ada', '', '', '•••']],
  ])('are masked wherever they may have moved in a row with %s', (_, cells, shown) => {
    expect(cellsOf(detection(['login', 'pin', 'team'], cells))).toEqual([shown]);
    expect(cellsOf(detection(['login', 'room', 'team'], cells))).toEqual([cells]);
  });
});

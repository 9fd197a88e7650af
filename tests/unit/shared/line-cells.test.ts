import { placesToSplit, withSteps } from '../../../shared/line-cells';

const line = (cells: string[], joint = ';') => ({ cells, joints: cells.slice(1).map(() => joint) });

const cellsAfter = (...[given, steps]: Parameters<typeof withSteps>) =>
  withSteps(given, steps).cells;

describe('cells of a line that are put right', () => {
  it('are joined with what stood between them', () => {
    const given = { cells: ['Birke', 'Bob', '2'], joints: [', ', ','] };
    expect(cellsAfter(given, [{ join: 0 }])).toEqual(['Birke, Bob', '2']);
    expect(cellsAfter(given, [{ join: 1 }])).toEqual(['Birke', 'Bob,2']);
  });

  it('are divided, without what programs put between cells', () => {
    expect(cellsAfter(line(['Bob 202', 'b@x']), [{ split: 0, at: 4 }])).toEqual([
      'Bob',
      '202',
      'b@x',
    ]);
    expect(cellsAfter(line(['Bob, 202']), [{ split: 0, at: 4 }])).toEqual(['Bob', '202']);
  });

  it('are as they were where what was divided is joined again', () => {
    const given = line(['Bob , 202', 'b@x']);
    expect(withSteps(given, [{ split: 0, at: 5 }, { join: 0 }])).toEqual(given);
  });

  it('stay where a step names a cell that is not there', () => {
    const given = line(['a', 'b']);
    expect(withSteps(given, [{ join: 1 }, { split: 7, at: 1 }])).toEqual(given);
  });

  it('can be divided before each word but the first', () => {
    expect(placesToSplit('Bob Birke,202')).toEqual([4, 10]);
    expect(placesToSplit(' Bob')).toEqual([]);
    expect(placesToSplit('')).toEqual([]);
  });
});

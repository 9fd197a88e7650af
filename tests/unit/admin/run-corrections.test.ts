import type { LineFix, RowFix, UploadInfo } from '../../../shared/contracts/uploads';
import {
  cellsOf,
  correctedRows,
  fixesOf,
  fixStateOf,
  hasTooMany,
  isFileOf,
  nextProblem,
  stepsOf,
  valuesOf,
} from '../../../admin/src/pages/run/corrections/corrections';
import { MASK } from '../../../shared/text';

const cell = (column: string, value: string) => ({
  column,
  value,
  isSecret: false,
  isMissing: false,
});

describe('the cells of a row', () => {
  it('stand in the order of the file, with those that the row lacks', () => {
    expect(cellsOf({ name: 'Ann' }, ['name', 'phone'])).toEqual([
      cell('name', 'Ann'),
      { ...cell('phone', ''), isMissing: true },
    ]);
  });

  it('hide what the server hides', () => {
    expect(cellsOf({ pin: MASK }, [])).toEqual([{ ...cell('pin', ''), isSecret: true }]);
  });

  it('are not mistaken for what every object has', () => {
    expect(cellsOf({}, ['constructor'])).toEqual([{ ...cell('constructor', ''), isMissing: true }]);
  });
});

describe('the corrections of an edited row', () => {
  const cells = cellsOf({ name: 'Ann', pin: MASK }, ['name', 'pin']);

  it('are only what was changed', () => {
    expect(fixesOf(4, cells, {})).toEqual([]);
    expect(fixesOf(4, cells, { name: 'Ann' })).toEqual([]);
    expect(fixesOf(4, cells, { name: '' })).toEqual([{ row: 4, column: 'name', value: '' }]);
  });

  it('never hold a mask, and keep a secret that was left empty', () => {
    expect(fixesOf(4, cells, { pin: '' })).toEqual([]);
    expect(fixesOf(4, cells, { pin: MASK })).toEqual([]);
    expect(fixesOf(4, cells, { pin: '1234' })).toEqual([{ row: 4, column: 'pin', value: '1234' }]);
  });

  it('complete a row that is cut short, with empty cells where nothing was typed', () => {
    const short = cellsOf({ name: 'Ann' }, ['name', 'mail', 'phone']);
    expect(fixesOf(9, short, { mail: 'a@example.com' })).toEqual([
      { row: 9, column: 'mail', value: 'a@example.com' },
      { row: 9, column: 'phone', value: '' },
    ]);
  });
});

describe('a file', () => {
  const upload: UploadInfo = {
    id: 'u1',
    profile: 'p1',
    name: 'staff.csv',
    size: 1,
    sha256: '',
    createdAt: '2026-01-01T09:00:00.000Z',
    fixes: 0,
  };
  const run = {
    kind: 'test',
    status: 'succeeded',
    trigger: 'manual',
    sourceName: 'staff.csv',
    startedAt: '2026-01-01T10:00:00.000Z',
  } as const;

  it('can be corrected from a run that has read it', () => {
    expect(isFileOf(run, upload)).toBe(true);
  });

  it.each([
    ['while it is read', { ...run, status: 'running' as const }, upload],
    ['given on the command line', { ...run, trigger: 'cli' as const }, upload],
    ['of another name', run, { ...upload, name: 'other.csv' }],
    ['that is newer', run, { ...upload, createdAt: '2026-01-01T11:00:00.000Z' }],
  ])('%s cannot', (_which, of, file) => expect(isFileOf(of, file)).toBe(false));

  it('is still that of a real run, whose corrections hold for the next one', () => {
    expect(isFileOf({ ...run, kind: 'run' }, upload)).toBe(true);
    expect(isFileOf({ ...run, kind: 'run', trigger: 'schedule' }, upload)).toBe(true);
    expect(isFileOf({ ...run, sourceName: 'old.csv' }, upload)).toBe(false);
  });
});

const BY_ROW = { line: null, applies: true, skip: null, isReshaped: false, cells: [] };

describe('corrections', () => {
  const fixes: RowFix[] = [
    { row: 7, column: 'phone', value: '12' },
    { row: 3, skip: 'no-record' },
    { row: 7, column: 'mail', value: '' },
  ];

  it('are listed by row', () => {
    expect(correctedRows(fixes)).toEqual([
      { ...BY_ROW, row: 3, skip: 'no-record' },
      {
        ...BY_ROW,
        row: 7,
        cells: [
          { column: 'phone', value: '12' },
          { column: 'mail', value: '' },
        ],
      },
    ]);
  });

  it('tell what became of a row', () => {
    expect(fixStateOf(fixes, 7)).toBe('corrected');
    expect(fixStateOf(fixes, 3)).toBe('no-record');
    expect(fixStateOf([{ row: 4, skip: 'keep' }], 4)).toBe('keep');
    expect(fixStateOf(fixes, 1)).toBeNull();
  });

  it('of lines are listed by their text, with those that no longer apply', () => {
    const line = { row: 3, line: 'a', found: 1 };
    const gone = { row: 3, line: 'b', found: 0 };
    const all: LineFix[] = [
      { ...line, steps: [{ join: 1 }] },
      { ...line, column: 'mail', value: 'x' },
      { ...gone, skip: 'keep' },
    ];
    expect(correctedRows(all)).toEqual([
      { ...BY_ROW, row: 3, line: 'a', isReshaped: true, cells: [{ column: 'mail', value: 'x' }] },
      { ...BY_ROW, row: 3, line: 'b', applies: false, skip: 'keep' },
    ]);
    expect(fixStateOf(all, 3)).toBe('corrected');
    expect(fixStateOf([{ ...gone, skip: 'keep' }], 3)).toBeNull();
    expect(stepsOf(all, 3)).toEqual([{ join: 1 }]);
  });
});

describe('the cells of a line', () => {
  const line = { cells: ['ann', `${MASK};x`, ''], joints: [';', ';'] };

  it('give the columns their values, without what a secret has gone into', () => {
    expect(valuesOf(line, ['login', 'pin'])).toEqual({ login: 'ann', pin: MASK });
    expect(valuesOf(line, ['login', 'pin', 'mail', 'fax'])).toEqual({
      login: 'ann',
      pin: MASK,
      mail: '',
    });
  });

  it('are too many where one is filled that no column is for', () => {
    expect(hasTooMany(line, ['login', 'pin'])).toBe(false);
    expect(hasTooMany(line, ['login'])).toBe(true);
  });
});

describe('the next problem', () => {
  const problem = (id: number, row: number | null) => ({ id, row });
  const problems = [problem(1, 3), problem(2, null), problem(3, 5), problem(4, 5), problem(5, 8)];

  it('is that of another row that nothing was done about', () => {
    expect(nextProblem(problems, { id: 1, row: 3 }, [])).toEqual(problem(3, 5));
    expect(nextProblem(problems, { id: 3, row: 5 }, [])).toEqual(problem(5, 8));
    expect(nextProblem(problems, { id: 1, row: 3 }, [{ row: 5, skip: 'keep' }])).toEqual(
      problem(5, 8)
    );
  });

  it('is an earlier one where none follows, and none where all are done', () => {
    expect(nextProblem(problems, { id: 5, row: 8 }, [])).toEqual(problem(1, 3));
    expect(nextProblem([problem(1, 3)], { id: 1, row: 3 }, [])).toBeNull();
  });
});

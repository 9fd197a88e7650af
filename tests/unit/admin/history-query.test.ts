import { isFiltered, readHistoryQuery } from '../../../admin/src/pages/history/query';

describe('the address of the history', () => {
  it('says nothing: all runs, the first page', () => {
    expect(readHistoryQuery({})).toEqual({
      view: 'runs',
      profile: undefined,
      status: undefined,
      kind: undefined,
      search: '',
      page: 1,
      pageSize: 20,
    });
  });

  it('says what is looked for', () => {
    const raw = {
      view: 'people',
      profile: 'abc123',
      status: 'succeeded-with-errors',
      kind: 'test',
      _q: ' R&D ',
      page: '3',
      pageSize: '50',
    };
    expect(readHistoryQuery(raw)).toEqual({
      view: 'people',
      profile: 'abc123',
      status: 'succeeded-with-errors',
      kind: 'test',
      search: 'R&D',
      page: 3,
      pageSize: 50,
    });
  });

  it('may say what the server would refuse, which is left out', () => {
    const raw = {
      view: 'else',
      profile: '../x',
      status: 'done',
      kind: ['run'],
      _q: { a: 'b' },
      page: '-1',
      pageSize: '5000',
    };
    expect(readHistoryQuery(raw)).toEqual(readHistoryQuery({}));
  });

  it('cuts a search that is too long for the server', () => {
    expect(readHistoryQuery({ _q: 'x'.repeat(500) }).search).toHaveLength(200);
  });
});

describe('filters', () => {
  it('are profile, outcome and kind, not page or search', () => {
    expect(isFiltered(readHistoryQuery({ page: '2', _q: 'anna' }))).toBe(false);
    expect(isFiltered(readHistoryQuery({ profile: 'a' }))).toBe(true);
    expect(isFiltered(readHistoryQuery({ status: 'held' }))).toBe(true);
    expect(isFiltered(readHistoryQuery({ kind: 'test' }))).toBe(true);
  });
});

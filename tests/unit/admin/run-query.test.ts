import {
  changesQueryOf,
  filtersOf,
  groupName,
  isFiltered,
  issuesQueryOf,
  tabOf,
} from '../../../admin/src/pages/run/query';

describe("the address of a run's page", () => {
  it('asks for the first page of everything when it says nothing', () => {
    expect(changesQueryOf({})).toEqual({ page: 1, pageSize: 20 });
    expect(isFiltered(filtersOf({}))).toBe(false);
    expect(tabOf({})).toBe('changes');
  });

  it('asks for what it says', () => {
    const query = { page: '3', pageSize: '50', action: 'remove', type: 'user', problems: 'true' };
    expect(changesQueryOf({ ...query, _q: ' ann ' })).toEqual({
      page: 3,
      pageSize: 50,
      action: 'remove',
      type: 'user',
      onlyProblems: true,
      search: 'ann',
    });
    expect(tabOf({ tab: 'issues' })).toBe('issues');
  });

  it('falls back where somebody typed something else', () => {
    const query = { page: '-1', pageSize: 'x', action: 'unchanged', type: 'car', problems: '1' };
    expect(changesQueryOf({ ...query, _q: '  ' })).toEqual({ page: 1, pageSize: 20 });
    expect(changesQueryOf({ page: '1.5' }).page).toBe(1);
    expect(tabOf({ tab: 'else' })).toBe('changes');
  });

  it('never asks for more than the server gives', () => {
    expect(changesQueryOf({ pageSize: '5000' }).pageSize).toBe(100);
    expect(changesQueryOf({ _q: 'x'.repeat(500) }).search).toHaveLength(200);
  });

  it.each([{ action: 'create' }, { type: 'phone' }, { problems: 'true' }, { _q: 'a' }])(
    'is filtered by %j',
    (query) => expect(isFiltered(filtersOf(query))).toBe(true)
  );

  it('names a cause, and asks for one page of its issues', () => {
    const cause = { code: 'invalid-mac', severity: 'error' } as const;
    expect(groupName(cause)).toBe('error.invalid-mac');
    expect(issuesQueryOf({ page: '2' }, cause)).toEqual({ ...cause, page: 2, pageSize: 20 });
  });
});

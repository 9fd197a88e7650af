import { filterRows, type FilterTest } from '../../../../shared/filter';
import { textTable, useText, useTextTable } from '../../hooks/useText';

const TESTS = textTable<Record<FilterTest, string>>('form.filter.test', {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  doesNotContain: 'does not contain',
  startsWith: 'begins with',
  doesNotStartWith: 'does not begin with',
  endsWith: 'ends with',
  doesNotEndWith: 'does not end with',
  isAtLeast: 'is a number of at least',
  isAtMost: 'is a number of at most',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
});

/** Puts a filter into words. */
export const useFilterWords = () => {
  const t = useText();
  const tests = useTextTable(TESTS);
  const matches = {
    all: t('form.filter.all', 'all of these hold'),
    any: t('form.filter.any', 'at least one of these holds'),
  };
  return {
    /** What a condition asks. */
    tests,
    matches,
    /** A filter line by line; one that is no more than code as it is written. */
    lines: (text: string): string[] => {
      const rows = filterRows(text);
      if (!rows) return [text];
      const conditions = rows.conditions.map(({ column, test, values }) =>
        [column, tests[test], values.map((value) => `“${value}”`).join(', ')].join(' ').trim()
      );
      return conditions.length > 1 ? [`${matches[rows.match]}:`, ...conditions] : conditions;
    },
  };
};

import type { IssueView } from '../../../shared/contracts/issues';
import { useSettingWords } from '../profile-form/settings';

/** Settings in whose place an issue may stand instead of a column of the source. */
const SETTING = /^(?:preFilter|template|variables\..+|match\.\w+)$/;

/** Names where an issue is: the column of the source, or the setting as the editor calls it. */
export const useIssuePlace = (): ((
  issue: Pick<IssueView, 'column' | 'value'>
) => string | null) => {
  const settingWord = useSettingWords();
  return ({ column, value }) => {
    // What is wrong with a cell says which value it has.
    if (column === null || value !== null || !SETTING.test(column)) return column;
    const [, variable] = /^variables\.(.+)$/.exec(column) ?? [];
    const word = settingWord(column.split('.'));
    return variable === undefined ? word : `${word}: ${variable}`;
  };
};

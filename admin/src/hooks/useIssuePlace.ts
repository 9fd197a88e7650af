import type { IssueView } from '../../../shared/contracts/issues';
import { useAttributeWords } from '../components/changes/useAttributeWords';
import { useSettingWords } from '../profile-form/settings';

/** Settings in whose place an issue may stand instead of a column of the source. */
const SETTING = /^(?:preFilter|template|variables\..+|fields\..+|match\.\w+)$/;

/** Names a setting as the editor calls it; of a variable, with the name that a person gave it; of fields, with the one that it is of. */
export const useSettingPlace = (): ((setting: string) => string) => {
  const settingWord = useSettingWords();
  const attributeWord = useAttributeWords();
  return (setting) => {
    const [, variable] = /^variables\.(.+)$/.exec(setting) ?? [];
    const [, attribute] = /^fields\.\d+\.values\.(\w+)/.exec(setting) ?? [];
    const word = settingWord(setting.split('.'));
    const named = attribute === undefined ? variable : attributeWord(attribute);
    return named === undefined ? word : `${word}: ${named}`;
  };
};

/** Names where an issue is: the column of the source, or the setting. */
export const useIssuePlace = (): ((
  issue: Pick<IssueView, 'column' | 'value'>
) => string | null) => {
  const settingPlace = useSettingPlace();
  // What is wrong with a cell says which value it has.
  return ({ column, value }) =>
    column === null || value !== null || !SETTING.test(column) ? column : settingPlace(column);
};

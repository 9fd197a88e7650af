import { profileSchema } from '../../../shared/profile';
import { settingWord } from '../../../admin/src/profile-form/settings';
import type { Text } from '../../../admin/src/hooks/useText';
import de from '../../../admin/src/translations/de.json';

const german: Record<string, string> = de;
const inEnglish: Text = (_id, defaultMessage) => defaultMessage;
const inGerman: Text = (id) => german[id] ?? '';

describe('the words for settings', () => {
  it.each(Object.keys(profileSchema.shape))('name "%s", in both languages', (setting) => {
    const word = settingWord(inEnglish, [setting]);
    expect(word).not.toBe(setting);
    expect(word).toMatch(/^\p{Lu}/u);
    expect(settingWord(inGerman, [setting])).toMatch(/^\p{Lu}/u);
  });

  it('name parts of a setting where the editor does, else the whole', () => {
    expect(settingWord(inEnglish, ['limits', 'removePercent'])).toMatch(/in percent$/);
    expect(settingWord(inEnglish, ['source', 'headerRow'])).toBe('Line with the column names');
    expect(settingWord(inEnglish, ['schedule', 'cron'])).toBe('Schedule');
    expect(settingWord(inEnglish, ['variables', '3', 'expression'])).toBe('Variables');
    expect(settingWord(inGerman, ['match', 'user'])).toBe(settingWord(inGerman, ['match']));
  });

  it('leave what nobody knows as it is', () => {
    expect(settingWord(inEnglish, ['later', 'thing'])).toBe('later');
  });
});

import { profileSchema } from '../../../shared/profile';
import { settingTexts, settingWord } from '../../../admin/src/profile-form/settings';
import type { Text } from '../../../admin/src/hooks/useText';
import { LANGUAGES, type Language } from '../../../shared/languages';
import { PANEL_TEXTS } from '../../support/texts';

const inEnglish: Text = (_id, defaultMessage) => defaultMessage;
const inLanguage =
  (language: Language): Text =>
  (id) =>
    PANEL_TEXTS[language][id] ?? '';
const inGerman = inLanguage('de');

describe('the words for settings', () => {
  it.each(Object.keys(profileSchema.shape))('name "%s", in every language', (setting) => {
    const word = settingWord(inEnglish, [setting]);
    expect(word).not.toBe(setting);
    expect(word).toMatch(/^\p{Lu}/u);
    for (const language of LANGUAGES) {
      expect(settingWord(inLanguage(language), [setting])).toMatch(/^\p{Lu}/u);
    }
  });

  it('name parts of a setting where the editor does, else the whole', () => {
    expect(settingWord(inEnglish, ['limits', 'removePercent'])).toMatch(/in percent$/);
    expect(settingWord(inEnglish, ['source', 'headerRow'])).toBe('Row with the column names');
    expect(settingWord(inEnglish, ['schedule', 'cron'])).toBe('Schedule');
    expect(settingWord(inEnglish, ['variables', '3', 'expression'])).toBe('Variables');
    expect(settingWord(inGerman, ['match', 'user'])).toBe(settingWord(inGerman, ['match']));
  });

  it('are none, and asked for in no language, for a place that nobody knows', () => {
    const say: Text = (id) => {
      throw new Error(id);
    };
    expect(settingTexts(say, 'match.user')).toEqual({ label: '' });
    expect(settingTexts(say, '')).toEqual({ label: '' });
  });

  it('are those of the type of the source', () => {
    expect(settingTexts(inEnglish, 'source.url', 'ldap').label).toBe('Host');
    expect(settingTexts(inEnglish, 'source.url', 'csv').label).toBe('Address of the file');
  });

  it('leave what nobody knows as it is', () => {
    expect(settingWord(inEnglish, ['later', 'thing'])).toBe('later');
  });
});

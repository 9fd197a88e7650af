import { useIntl } from 'react-intl';

import type { PresetSummary } from '../../../shared/contracts/presets';
import { type Language, LANGUAGES } from '../../../shared/profile';

/** The person's language where the server's data have it, else English. */
export const useLanguage = (): Language => {
  const { locale } = useIntl();
  return LANGUAGES.find((one) => one === locale) ?? 'en';
};

/** What an export that is known is called in the person's language; in English where it has no name in that. */
export const usePresetName = () => {
  const language = useLanguage();
  return ({ name }: Pick<PresetSummary, 'name'>): string => name[language];
};

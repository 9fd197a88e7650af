import { useIntl } from 'react-intl';

import type { PresetSummary } from '../../../shared/contracts/presets';
import { type Language, languageOf } from '../../../shared/languages';

/** The person's language, as the server's data have it. */
export const useLanguage = (): Language => {
  const { locale } = useIntl();
  return languageOf(locale);
};

/** What an export that is known is called in the person's language. */
export const usePresetName = () => {
  const language = useLanguage();
  return ({ name }: Pick<PresetSummary, 'name'>): string => name[language];
};

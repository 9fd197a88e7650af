import { useIntl } from 'react-intl';

import type { PresetSummary } from '../../../shared/contracts/presets';
import { LANGUAGES } from '../../../shared/profile';

/** What an export that is known is called in the person's language; in English where it has no name in that. */
export const usePresetName = () => {
  const { locale } = useIntl();
  const language = LANGUAGES.find((one) => one === locale) ?? 'en';
  return ({ name }: Pick<PresetSummary, 'name'>): string => name[language];
};

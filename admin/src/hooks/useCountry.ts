import { useGetDefaultsQuery } from '../services/settings';
import { countryOf } from '../utils/countries';

/**
 * Where a number without a prefix is from: what the settings say, else as far as a language does.
 * @param language such as that of the browser
 */
export const useCountry = (language: string): string => {
  const { data } = useGetDefaultsQuery();
  return data?.country ?? countryOf(language);
};

import { problem } from '../../../shared/codes/problems';
import { type SettingsChange, settingsChange } from '../../../shared/settings';
import { isCountry } from '../mapping/values/phone-numbers';
import { isHostOrRange } from '../sources/network';
import { check, type InvalidValue, invalidAt } from '../utils/validation';

/** What is wrong with the country that is set, if anything. */
export const countryProblems = ({
  defaultCountry,
}: Pick<SettingsChange, 'defaultCountry'>): InvalidValue[] =>
  typeof defaultCountry === 'string' && !isCountry(defaultCountry)
    ? [invalidAt(['defaultCountry'], problem('unknown-country', { country: defaultCountry }))]
    : [];

const HOSTS = ['network', 'allowedHosts'];

/** The file may hold what no host is called, which then allows nothing; a person is told. */
const hostProblems = ({ network }: SettingsChange): InvalidValue[] =>
  (network?.allowedHosts ?? []).flatMap((entry, place) =>
    isHostOrRange(entry)
      ? []
      : [invalidAt([...HOSTS, place], problem('invalid-allowed-host', { entry }))]
  );

/** Checks settings that a person has entered, or that were stored once. */
export const checkSettings = (data: unknown): ReturnType<typeof check<typeof settingsChange>> => {
  const result = check(settingsChange, data);
  if (!result.success) return result;
  const problems = [...hostProblems(result.data), ...countryProblems(result.data)];
  return problems.length > 0 ? { success: false, problems } : result;
};

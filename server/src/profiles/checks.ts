import { encodingExists } from 'iconv-lite';
import { shownAddress } from '../../../shared/address';
import { problem } from '../../../shared/codes/problems';
import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { ProfileInput, SourceInput } from '../../../shared/profile';
import type { CsvInput } from '../../../shared/profile/csv';
import { ATTRIBUTES, RECORD_TYPES } from '../../../shared/records';
import { positionAt } from '../mapping/diagnostics';
import { nearTo } from '../mapping/names';
import { isCountry } from '../mapping/values/phone-numbers';
import type { FieldProblem } from '../mapping/types';
import { addressFault, type AddressFault } from '../sources/network';
import { profileProblem } from '../utils/validation';
import { ldapProblems } from './ldap-checks';
import { areCertificates } from './certificates';

/** What of an address is said to be wrong; never its user name or password. */
const foundIn = (address: string, why: AddressFault): string => {
  if (why === 'scheme') return `${new URL(address).protocol}//`;
  return why === 'host' ? new URL(address).host : shownAddress(address);
};

/** What is wrong with an address on the web that stands at a place of the profile. */
export const addressProblems = (address: string, path: string[]): ProfileProblem[] => {
  const why = addressFault(address);
  if (why === null) return [];
  const what = problem('invalid-address/setting', { why, found: foundIn(address, why) });
  return [profileProblem(path, what)];
};

const csvProblems = (source: CsvInput): ProfileProblem[] => {
  const problems: ProfileProblem[] = [];
  const { encoding, delimiter, enclosure } = source;
  if (encoding !== 'auto' && !encodingExists(encoding)) {
    problems.push(
      profileProblem(['source', 'encoding'], problem('unknown-encoding', { encoding }))
    );
  }
  if (/[\r\n]/.test(delimiter)) {
    problems.push(profileProblem(['source', 'delimiter'], problem('invalid-delimiter')));
  }
  if (enclosure !== 'auto' && enclosure !== '' && delimiter.includes(enclosure)) {
    const what = problem('same-as-delimiter', { found: enclosure });
    problems.push(profileProblem(['source', 'enclosure'], what));
  }
  if (source.delivery === 'url') {
    problems.push(...addressProblems(source.url, ['source', 'url']));
    if (source.ca && !areCertificates(source.ca)) {
      const what = problem('invalid-certificate', { several: true });
      problems.push(profileProblem(['source', 'ca'], what));
    }
  }
  return problems;
};

/** What is wrong with the settings of one of our own sources, without reading it. */
export const sourceProblems = (source: SourceInput): ProfileProblem[] => {
  if (source.type === 'registered' || source.type === 'push') return [];
  return source.type === 'ldap' ? ldapProblems(source) : csvProblems(source);
};

const variableProblems = (variables: ProfileInput['variables']): ProfileProblem[] => {
  const first = new Map<string, number>();
  return variables.flatMap(({ name }, index) => {
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    const places = { first: earlier + 1, second: index + 1 };
    const what = problem('duplicate-variable', { name, ...places });
    return [profileProblem(['variables', index, 'name'], what)];
  });
};

const scheduleProblems = ({ schedule, mode, source }: ProfileInput): ProfileProblem[] => {
  if (!schedule.enabled) return [];
  const found = [
    ...(mode === 'replace' ? [problem('schedule-not-for-replace')] : []),
    ...(source.type === 'push' ? [problem('schedule-not-for-push')] : []),
  ];
  return found.map((what) => profileProblem(['schedule', 'enabled'], what));
};

const numberingProblems = ({ numbering: { country } }: ProfileInput): ProfileProblem[] =>
  country === null || isCountry(country)
    ? []
    : [profileProblem(['numbering', 'country'], problem('unknown-country', { country }))];

/** Attributes with a rule that their type does not have. */
const writingProblems = ({ writing }: ProfileInput): ProfileProblem[] =>
  RECORD_TYPES.flatMap((type) =>
    Object.keys(writing[type]).flatMap((name) => {
      const allowed = Object.keys(ATTRIBUTES[type]);
      if (allowed.includes(name)) return [];
      const what = problem('unknown-attribute', {
        type,
        name,
        near: nearTo(name, allowed),
        allowed,
      });
      return [profileProblem(['writing', type, name], what)];
    })
  );

/** Where a text of the profile holds a NUL, which not every database keeps. */
const nulProblems = (value: unknown, path: (string | number)[] = []): ProfileProblem[] => {
  if (typeof value === 'string') {
    if (!value.includes('\0')) return [];
    const at = positionAt(value, value.indexOf('\0'));
    return [profileProblem(path, problem('invalid-character/setting'), at)];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([name, entry]) => nulProblems(entry, [...path, name]));
};

/** Everything that is wrong with a profile and needs neither the database nor the evaluation of an expression. */
export const profileProblems = (profile: ProfileInput): ProfileProblem[] => {
  const problems = [
    ...nulProblems(profile),
    ...sourceProblems(profile.source),
    ...variableProblems(profile.variables),
    ...scheduleProblems(profile),
    ...numberingProblems(profile),
    ...writingProblems(profile),
  ];
  const range = profile.generate.extension;
  if (range && range.from > range.to) {
    problems.push(profileProblem(['generate', 'extension'], problem('invalid-range', range)));
  }
  return problems;
};

/** A problem of mapping in the place that the profile file has it. */
export const placed = (
  { field, ...what }: FieldProblem,
  variables: ProfileInput['variables']
): ProfileProblem => {
  const [part, ...rest] = field.split('.');
  if (part !== 'variables') return { path: field.split('.'), ...what };
  const index = variables.findIndex(({ name }) => name === rest.join('.'));
  return { path: ['variables', String(index), 'expression'], ...what };
};

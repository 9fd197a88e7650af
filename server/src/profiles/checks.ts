import { encodingExists } from 'iconv-lite';
import { shownAddress } from '../../../shared/address';
import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { ProfileInput, SourceInput } from '../../../shared/profile';
import type { CsvInput } from '../../../shared/profile/csv';
import { visible } from '../../../shared/text';
import { positionAt } from '../mapping/diagnostics';
import type { FieldProblem } from '../mapping/types';
import { addressFault } from '../sources/network';
import { ldapProblems } from './ldap-checks';
import { areCertificates } from './certificates';
import { problem } from './problems';

const addressProblem = (address: string): string | null => {
  switch (addressFault(address)) {
    case 'noAddress':
      return `found "${visible(shownAddress(address))}", expected an address such as https://hr.example.com/users.csv`;
    case 'scheme':
      return `found ${new URL(address).protocol}//, expected an address that starts with https:// or http://`;
    case 'credentials':
      return 'user name and password do not belong in the address: enter them as its authentication';
    case 'host':
      return `found "${new URL(address).host}" as host and port, expected those of a server, such as hr.example.com or hr.example.com:8443`;
    case null:
      return null;
  }
};

const csvProblems = (source: CsvInput): ProfileProblem[] => {
  const problems: ProfileProblem[] = [];
  const { encoding, delimiter, enclosure } = source;
  if (encoding !== 'auto' && !encodingExists(encoding)) {
    const message = `found "${encoding}", expected "auto" or an encoding such as "utf-8" or "windows-1252"`;
    problems.push(problem(['source', 'encoding'], 'unknown-encoding', message));
  }
  if (/[\r\n]/.test(delimiter)) {
    const message = 'found a line break, expected a character such as ";" or "auto"';
    problems.push(problem(['source', 'delimiter'], 'invalid-delimiter', message));
  }
  if (enclosure !== 'auto' && enclosure !== '' && delimiter.includes(enclosure)) {
    const message = `found ${JSON.stringify(enclosure)}, which is the delimiter as well: the two must differ`;
    problems.push(problem(['source', 'enclosure'], 'same-as-delimiter', message));
  }
  if (source.delivery === 'url') {
    const message = addressProblem(source.url);
    if (message) problems.push(problem(['source', 'url'], 'invalid-address', message));
    if (source.ca && !areCertificates(source.ca)) {
      const expected =
        'expected one or more certificates in PEM form (-----BEGIN CERTIFICATE-----)';
      problems.push(problem(['source', 'ca'], 'invalid-certificate', expected));
    }
  }
  return problems;
};

/** What is wrong with a source's settings, without reading it. */
export const sourceProblems = (source: SourceInput): ProfileProblem[] =>
  source.type === 'ldap' ? ldapProblems(source) : csvProblems(source);

const variableProblems = (variables: ProfileInput['variables']): ProfileProblem[] => {
  const first = new Map<string, number>();
  return variables.flatMap(({ name }, index) => {
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    const message = `"${name}" is defined twice (as variable ${earlier + 1} and ${index + 1}): remove or rename one`;
    return [problem(['variables', index, 'name'], 'duplicate-variable', message)];
  });
};

const scheduleProblems = ({ schedule, mode }: ProfileInput): ProfileProblem[] => {
  if (!schedule.enabled || mode !== 'replace') return [];
  const message =
    'a profile that replaces all users asks for a confirmation each time, so it cannot run on a schedule; choose another mode';
  return [problem(['schedule', 'enabled'], 'schedule-not-for-replace', message)];
};

/** Where a text of the profile holds a NUL, which not every database keeps. */
const nulProblems = (value: unknown, path: (string | number)[] = []): ProfileProblem[] => {
  if (typeof value === 'string') {
    if (!value.includes('\0')) return [];
    const message = `found a NUL character (${visible('\0')}), expected text without: remove it, or write "\\u0000" where an expression means one`;
    return [
      { ...problem(path, 'invalid-character', message), ...positionAt(value, value.indexOf('\0')) },
    ];
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
  ];
  const range = profile.generate.extension;
  if (range && range.from > range.to) {
    const message = `found ${range.from} to ${range.to}, expected a range whose first number is not above its last`;
    problems.push(problem(['generate', 'extension'], 'invalid-range', message));
  }
  return problems;
};

/** A problem of mapping or schedule in the place that the profile file has it. */
export const placed = (
  { field, ...found }: FieldProblem,
  variables: ProfileInput['variables']
): ProfileProblem => {
  const [part, ...rest] = field.split('.');
  if (part !== 'variables') return { path: field.split('.'), ...found };
  const index = variables.findIndex(({ name }) => name === rest.join('.'));
  return { path: ['variables', String(index), 'expression'], ...found };
};

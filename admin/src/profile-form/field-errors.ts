import type { ProfileProblemView } from '../../../shared/contracts/profiles';
import { isObject, type Path, valueAt } from '../../../shared/path';
import type { ProfileInput, SourceInput } from '../../../shared/profile';
import type { LdapInput } from '../../../shared/profile/ldap';
import { useText } from '../hooks/useText';
import { isDirectory } from '../utils/source-kind';
import { readServer } from './directory/servers';
import { settingTexts } from './settings';

/** Something that has to be entered; found without asking the server, and said in plain words. */
interface FieldError {
  path: Path;
  code: 'required' | 'range';
}

const SECRETS: readonly Path[] = [
  'source.auth.password',
  'source.auth.token',
  'source.bindPassword',
  'source.clientKey',
];

const OF_AUTHENTICATION = {
  none: [],
  basic: ['source.auth.username', 'source.auth.password'],
  bearer: ['source.auth.token'],
};

const OF_BIND = {
  simple: ['source.bindDn', 'source.bindPassword'],
  certificate: ['source.clientCertificate'],
  anonymous: [],
};

/** What has to be entered of a source, in the order that it is asked for. */
const neededOf = (source: SourceInput, hasFile: boolean): Path[] => {
  // What it needs only the plugin that brings it can say.
  if (source.type === 'registered') return [];
  if (source.type === 'ldap') {
    const withKey = source.clientCertificate ? ['source.clientKey'] : [];
    return ['source.url', ...OF_BIND[source.bind], ...withKey, 'source.baseDn'];
  }
  if (source.type === 'push') return ['source.columns'];
  if (source.delivery === 'upload') return hasFile ? [] : ['upload'];
  return ['source.url', ...OF_AUTHENTICATION[source.auth?.type ?? 'none']];
};

/** Whether nothing is entered; a stored secret need not be, and blanks may be one. */
const isMissing = (profile: ProfileInput, path: Path): boolean => {
  const { source } = profile;
  const isServer = path === 'source.url' && isDirectory(source);
  const value = isServer ? readServer(source.url).host : valueAt(profile, path);
  if (typeof value === 'string') return (SECRETS.includes(path) ? value : value.trim()) === '';
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? value.set !== true : !value;
};

const LARGEST_PORT = 65_535;

/** A server that nobody has begun to enter does not count. */
const portErrors = ({ url, fallbackUrls }: LdapInput): FieldError[] =>
  [url, ...fallbackUrls].flatMap((address, place) => {
    const { host, port } = readServer(address);
    if (host === '' || (Number(port) >= 1 && Number(port) <= LARGEST_PORT)) return [];
    return [{ path: place === 0 ? 'source.port' : `source.port.${place - 1}`, code: 'range' }];
  });

/** What still has to be entered. `hasFile`: whether the file is there, where it is uploaded. */
export const fieldErrorsOf = (profile: ProfileInput, hasFile = true): FieldError[] => {
  const { source, generate } = profile;
  const range = generate.extension ? ['generate.extension.from', 'generate.extension.to'] : [];
  const needed = ['name', ...neededOf(source, hasFile), ...range];
  return [
    ...needed
      .filter((path) => isMissing(profile, path))
      .map((path): FieldError => ({ path, code: 'required' })),
    ...(isDirectory(source) ? portErrors(source) : []),
  ];
};

/** What has to be entered again, since no draft keeps it: of a source of another plugin, nobody knows what is secret. */
export const lostIn = (profile: ProfileInput): 'secret' | 'settings' | null => {
  const { source } = profile;
  if (source.type === 'registered') {
    return Object.keys(source.settings).length === 0 ? 'settings' : null;
  }
  return fieldErrorsOf(profile).some(({ path }) => SECRETS.includes(path)) ? 'secret' : null;
};

/** What still has to be entered, as problems in words. */
export const useFieldErrors = (): ((
  profile: ProfileInput,
  hasFile?: boolean
) => ProfileProblemView[]) => {
  const t = useText();
  return (profile, hasFile) =>
    fieldErrorsOf(profile, hasFile).map(({ path, code }) => ({
      path: path.split('.'),
      code,
      message:
        code === 'required'
          ? (settingTexts(t, path, profile.source.type).required ??
            t('form.required', 'Fill this in.'))
          : t('form.range.port', 'Enter a port from 1 to 65535.'),
      line: null,
      column: null,
    }));
};

/** Problems that the server found, in the plainer words of what still has to be entered. */
export const inPlainWords = (
  problems: ProfileProblemView[],
  errors: ProfileProblemView[]
): ProfileProblemView[] =>
  problems.map((problem) => {
    const place = problem.path.join('.');
    return errors.find(({ path }) => path.join('.') === place) ?? problem;
  });

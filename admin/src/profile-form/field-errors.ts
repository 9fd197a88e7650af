import type { ProfileProblemView } from '../../../shared/contracts/profiles';
import type { ProfileInput, SourceInput } from '../../../shared/profile';
import type { CsvUrlInput } from '../../../shared/profile/csv';
import type { SecretInput } from '../../../shared/profile/kinds';
import type { LdapInput } from '../../../shared/profile/ldap';
import { readServer } from './directory/servers';
import { useText } from '../hooks/useText';
import type { Path } from './path';
import { settingTexts } from './settings';

/** Something that has to be entered; found without asking the server, and said in plain words. */
interface FieldError {
  path: Path;
  code: 'required' | 'range';
}

const required = (path: Path): FieldError => ({ path, code: 'required' });

const requiredWhere = (isMissing: boolean, path: Path): FieldError[] =>
  isMissing ? [required(path)] : [];

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';

const isMissing = (secret: SecretInput | undefined): boolean =>
  typeof secret === 'string' ? secret === '' : secret?.set !== true;

const addressErrors = ({ url, auth }: CsvUrlInput): FieldError[] => [
  ...requiredWhere(isBlank(url), 'source.url'),
  ...(auth?.type === 'basic'
    ? [
        ...requiredWhere(auth.username === '', 'source.auth.username'),
        ...requiredWhere(isMissing(auth.password), 'source.auth.password'),
      ]
    : []),
  ...requiredWhere(auth?.type === 'bearer' && isMissing(auth.token), 'source.auth.token'),
];

const LARGEST_PORT = 65_535;

const serverErrors = (address: string, path: Path, portPath: Path): FieldError[] => {
  const { host, port } = readServer(address);
  if (host === '') return [required(path)];
  const isPort = Number(port) >= 1 && Number(port) <= LARGEST_PORT;
  return isPort ? [] : [{ path: portPath, code: 'range' }];
};

const directoryErrors = (source: LdapInput): FieldError[] => {
  const { url, fallbackUrls, bind, bindDn, bindPassword, baseDn } = source;
  const { clientCertificate = '', clientKey } = source;
  const isSimple = bind === 'simple';
  const hasCertificate = clientCertificate !== '';
  return [
    ...serverErrors(url, 'source.url', 'source.port'),
    // A server that nobody has begun to enter does not count.
    ...fallbackUrls.flatMap((address, place) =>
      readServer(address).host === ''
        ? []
        : serverErrors(address, `source.fallbackUrls.${place}`, `source.port.${place}`)
    ),
    ...requiredWhere(isSimple && isBlank(bindDn), 'source.bindDn'),
    ...requiredWhere(isSimple && isMissing(bindPassword), 'source.bindPassword'),
    ...requiredWhere(bind === 'certificate' && !hasCertificate, 'source.clientCertificate'),
    ...requiredWhere(hasCertificate && isMissing(clientKey), 'source.clientKey'),
    ...requiredWhere(isBlank(baseDn), 'source.baseDn'),
  ];
};

const sourceErrors = (source: SourceInput, hasFile: boolean): FieldError[] => {
  if (source.type === 'ldap') return directoryErrors(source);
  // What it needs only the plugin that brings it can say.
  if (source.type === 'registered') return [];
  if (source.delivery === 'url') return addressErrors(source);
  return requiredWhere(!hasFile, 'upload');
};

const extensionErrors = ({ extension }: ProfileInput['generate']): FieldError[] =>
  (['from', 'to'] as const).flatMap((bound) =>
    // An emptied input has no number.
    requiredWhere(extension !== null && !extension[bound], `generate.extension.${bound}`)
  );

/** What still has to be entered. `hasFile`: whether the file is there, where it is uploaded. */
export const fieldErrorsOf = (
  { name, source, generate }: ProfileInput,
  hasFile = true
): FieldError[] => [
  ...requiredWhere(isBlank(name), 'name'),
  ...sourceErrors(source, hasFile),
  ...extensionErrors(generate),
];

const SECRETS = [
  'source.auth.password',
  'source.auth.token',
  'source.bindPassword',
  'source.clientKey',
];

/** Whether a password, token or key has to be entered. */
export const lacksSecret = (profile: ProfileInput): boolean =>
  fieldErrorsOf(profile).some(({ path }) => SECRETS.includes(path));

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

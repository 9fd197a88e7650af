import type { RunError } from '../../../../../shared/contracts/runs';
import { NAME_CHARACTERS, type SourceInput } from '../../../../../shared/profile';
import type { SecretInput } from '../../../../../shared/profile/kinds';
import type { LdapInput } from '../../../../../shared/profile/ldap';
import { readServer } from '../../../components/ldap/model/server-address';
import { sentDirectory } from '../../../components/ldap/model/sent';
import type { SourceKindId } from '../../../utils/source-kind';
import type { StepId, UrlDraft, WizardDraft } from './draft';
import type { Gap, InputId } from './problems';

interface SourceKind {
  /** The steps that a source of this kind needs, in order. */
  steps: readonly StepId[];
  /** What the first step still lacks. */
  gaps: (draft: WizardDraft) => Gap[];
  /** Whether a problem is mended where the source is entered, and not in its format. */
  isOfSource: (problem: RunError) => boolean;
  /** Whether there is a secret to enter. */
  needsSecret: (draft: WizardDraft) => boolean;
  /** As the server takes it; meant for a draft without gaps. */
  sourceOf: (draft: WizardDraft) => SourceInput;
}

const isAddress = (text: string): boolean => {
  try {
    const { protocol, username, password } = new URL(text);
    return /^https?:$/.test(protocol) && username === '' && password === '';
  } catch {
    return false;
  }
};

const addressGaps = (url: string): Gap[] => {
  if (url.trim() === '') return [{ input: 'url', code: 'required' }];
  return isAddress(url.trim()) ? [] : [{ input: 'url', code: 'invalid' }];
};

const AUTH_INPUTS = {
  none: [],
  basic: ['username', 'password'],
  bearer: ['token'],
} as const satisfies Record<UrlDraft['auth'], readonly (keyof UrlDraft)[]>;

const authGaps = (draft: UrlDraft): Gap[] =>
  AUTH_INPUTS[draft.auth]
    .filter((input) => draft[input] === '')
    .map((input) => ({ input, code: 'required' }));

const authOf = ({ auth, username, password, token }: UrlDraft) => {
  if (auth === 'basic') return { auth: { type: auth, username, password } };
  return auth === 'bearer' ? { auth: { type: auth, token } } : {};
};

/** Why the server did not get the file, or got something else. */
const DOWNLOAD_PROBLEMS: ReadonlySet<string> = new Set([
  'address-blocked',
  'connection-failed',
  'damaged-gzip',
  'disk-error',
  'download-timeout',
  'file-too-large',
  'host-not-found',
  'html-page',
  'http-status',
  'incomplete-download',
  'insecure-redirect',
  'invalid-address',
  'too-many-redirects',
  'unsupported-encoding',
  'untrusted-certificate',
]);

const FILE_STEPS: readonly StepId[] = ['source', 'format', 'fields', 'policy', 'finish'];
const DIRECTORY_STEPS: readonly StepId[] = ['source', 'directory', 'fields', 'policy', 'finish'];

const upload: SourceKind = {
  steps: FILE_STEPS,
  gaps: (draft) => (draft.upload === null ? [{ input: 'upload', code: 'required' }] : []),
  isOfSource: () => false,
  needsSecret: () => false,
  sourceOf: ({ format }) => ({ type: 'csv', delivery: 'upload', ...format }),
};

const url: SourceKind = {
  steps: FILE_STEPS,
  gaps: (draft) => [...addressGaps(draft.url.url), ...authGaps(draft.url)],
  isOfSource: ({ code }) => DOWNLOAD_PROBLEMS.has(code),
  needsSecret: (draft) => draft.url.auth !== 'none',
  sourceOf: ({ url: draft, format }) => ({
    type: 'csv',
    delivery: 'url',
    url: draft.url.trim(),
    ...authOf(draft),
    ...(draft.ca.trim() === '' ? {} : { ca: draft.ca.trim() }),
    ...format,
  }),
};

const LARGEST_PORT = 65_535;

const required = (input: InputId): Gap => ({ input, code: 'required' });

const serverGaps = (address: string, input: InputId, portInput: InputId): Gap[] => {
  const { host, port } = readServer(address);
  if (host === '') return [required(input)];
  const isPort = Number(port) >= 1 && Number(port) <= LARGEST_PORT;
  return isPort ? [] : [{ input: portInput, code: 'range' }];
};

const isEntered = (secret: SecretInput | undefined): boolean =>
  typeof secret === 'string' && secret !== '';

const certificateGaps = ({ bind, clientCertificate = '', clientKey }: LdapInput): Gap[] => {
  if (clientCertificate === '') {
    return bind === 'certificate' ? [required('source.clientCertificate')] : [];
  }
  return isEntered(clientKey) ? [] : [required('source.clientKey')];
};

const bindGaps = ({ bind, bindDn, bindPassword }: LdapInput): Gap[] => {
  if (bind !== 'simple') return [];
  return [
    ...(bindDn.trim() === '' ? [required('source.bindDn')] : []),
    ...(isEntered(bindPassword) ? [] : [required('source.bindPassword')]),
  ];
};

/** The problems of a directory that are mended where it is said what is read. */
const READING_PROBLEMS: ReadonlySet<string> = new Set([
  'filter-syntax',
  'matching-rule-unknown',
  'no-rows',
]);

const ldap: SourceKind = {
  steps: DIRECTORY_STEPS,
  gaps: ({ ldap: source }) => [
    ...serverGaps(source.url, 'source.url', 'source.port'),
    ...source.fallbackUrls.flatMap((address, place) =>
      readServer(address).host === ''
        ? []
        : serverGaps(address, `source.fallbackUrls.${place}`, `source.port.${place}`)
    ),
    ...bindGaps(source),
    ...certificateGaps(source),
    ...(source.baseDn.trim() === '' ? [required('source.baseDn')] : []),
  ],
  isOfSource: ({ code }) => !READING_PROBLEMS.has(code),
  needsSecret: ({ ldap: { bind, clientCertificate = '' } }) =>
    bind === 'simple' || clientCertificate !== '',
  sourceOf: ({ ldap: source }) => sentDirectory(source),
};

/** What differs from one kind of source to another; another kind is a further line. */
export const SOURCE_KINDS: Record<SourceKindId, SourceKind> = { upload, url, ldap };

/** Whether what was entered needs a secret, which no draft keeps. */
export const needsSecret = (draft: WizardDraft): boolean =>
  SOURCE_KINDS[draft.kind].needsSecret(draft);

const nameGaps = (name: string, taken: readonly string[]): Gap[] => {
  const trimmed = name.trim();
  if (trimmed === '') return [{ input: 'name', code: 'required' }];
  if (trimmed.length > NAME_CHARACTERS) return [{ input: 'name', code: 'too-long' }];
  return taken.includes(trimmed) ? [{ input: 'name', code: 'taken' }] : [];
};

/** What the first step lacks. `taken`: the names of the other profiles, as far as they are known. */
export const sourceGaps = (draft: WizardDraft, taken: readonly string[]): Gap[] => [
  ...nameGaps(draft.name, taken),
  ...SOURCE_KINDS[draft.kind].gaps(draft),
];

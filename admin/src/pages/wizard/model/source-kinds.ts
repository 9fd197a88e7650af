import type { RunError } from '../../../../../shared/contracts/runs';
import type { SourceDraft } from '../../../services/profiles';
import { type SourceKindId, STEPS, type StepId, type UrlDraft, type WizardDraft } from './draft';
import type { Gap } from './problems';

interface SourceKind {
  /** The steps that a source of this kind needs, in order. */
  steps: readonly StepId[];
  /** What the first step still lacks. */
  gaps: (draft: WizardDraft) => Gap[];
  /** Whether a problem is mended where the source is entered, and not in its format. */
  isOfSource: (problem: RunError) => boolean;
  /** As the server takes it; meant for a draft without gaps. */
  sourceOf: (draft: WizardDraft) => SourceDraft;
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

const upload: SourceKind = {
  steps: STEPS,
  gaps: (draft) => (draft.upload === null ? [{ input: 'upload', code: 'required' }] : []),
  isOfSource: () => false,
  sourceOf: ({ format }) => ({ type: 'csv', delivery: 'upload', ...format }),
};

const url: SourceKind = {
  steps: STEPS,
  gaps: (draft) => [...addressGaps(draft.url.url), ...authGaps(draft.url)],
  isOfSource: ({ code }) => DOWNLOAD_PROBLEMS.has(code),
  sourceOf: ({ url: draft, format }) => ({
    type: 'csv',
    delivery: 'url',
    url: draft.url.trim(),
    ...authOf(draft),
    ...(draft.ca.trim() === '' ? {} : { ca: draft.ca.trim() }),
    ...format,
  }),
};

/** What differs from one kind of source to another; another kind is a further line. */
export const SOURCE_KINDS: Record<SourceKindId, SourceKind> = { upload, url };

const NAME_CHARACTERS = 100;

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

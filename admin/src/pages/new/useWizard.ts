import * as React from 'react';

import type { ProfileProblemView } from '../../../../shared/contracts/profiles';
import type { ProfileInput } from '../../../../shared/profile';
import type { Fields } from '../../../../shared/profile/fields';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { contactKeyOf, type Key, keyOf } from '../../profile-form/assignment/assignment';
import { type Proposal, useProposal } from '../../profile-form/assignment/useProposal';
import { useConnectionTest } from '../../profile-form/directory/useConnectionTest';
import { useFieldErrors } from '../../profile-form/field-errors';
import type { ProfileForm } from '../../profile-form/form-context';
import { isFormatSure } from '../../profile-form/format-choices';
import { placedIn, sentOf } from '../../profile-form/problems';
import { useLazyCheckProfileQuery } from '../../services/profiles';
import { problemsOfError } from '../../utils/answers';
import { isDirectory, kindOf } from '../../utils/source-kind';
import {
  askedOf,
  type Content,
  contentOf,
  emptyDraft,
  isWritten,
  proposedProfile,
  type WizardDraft,
  withContent,
  withKind,
  withPreset,
  withSetting,
} from './draft';
import {
  firstStepOf,
  furthestStep,
  isReachable,
  isReadable,
  isShownIn,
  neighbourOf,
  type Progress,
  type StepId,
  stepOf,
  stepsOf,
} from './steps';
import { useDraft } from './useDraft';
import { useDraftSource } from './useDraftSource';

/** What every step of the wizard works with. */
export interface Wizard {
  draft: WizardDraft;
  /** The profile as it is to be. */
  profile: ProfileInput;
  /** What the rows are. */
  content: Content;
  setContent: (content: Content) => void;
  /** Says which export the file is; null leaves it to its columns. */
  setPreset: (preset: string | null) => void;
  /** What automatic matching makes of the columns, for what the rows are. */
  proposal: Proposal;
  /** What fills which field: as the person chose, else as is proposed. */
  fields: Fields;
  /** The attribute that people are recognised by; null when nothing can identify them, and for contacts. */
  key: Key | null;
  /** Whether something tells people, or contacts, from each other. */
  isIdentified: boolean;
  steps: readonly StepId[];
  step: StepId;
  furthest: StepId;
  /** True while it is not known yet how far the person can go. */
  isLoading: boolean;
  /** True while a file is on its way that says whether its format has to be asked. */
  isReading: boolean;
  /** True while the server checks what is entered. */
  isChecking: boolean;
  /** Counts the times that the person went, or tried to go, somewhere. */
  moves: number;
  goTo: (step: StepId) => void;
  next: () => Promise<void>;
  /**
   * Shows what the server refuses, in the step that it concerns; false where it says nothing of the
   * profile, or where the person is elsewhere by now.
   */
  correct: (error: unknown) => boolean;
}

const placesOf = (problems: readonly ProfileProblemView[]): ReadonlySet<string> =>
  new Set(problems.map(({ path }) => path.join('.')));

interface WizardOptions {
  user: string;
  canUpload: boolean;
  /** How often the person has started afresh, which is going to the first step. */
  round: number;
  isHandedOver: boolean;
}

/** The wizard's state: what is entered, how far that is in order, and which step is shown. */
export const useWizard = ({ user, canUpload, round, isHandedOver }: WizardOptions) => {
  const [empty] = React.useState(() => emptyDraft(canUpload ? 'upload' : 'url'));
  const stored = useDraft({ user, empty, isHandedOver });
  const { draft, setDraft } = stored;
  const [check, { isFetching: isChecking }] = useLazyCheckProfileQuery();
  const fieldErrors = useFieldErrors();
  const showError = useErrorNotification();
  const [found, setFound] = React.useState<ProfileProblemView[]>([]);
  const [moved, setMoved] = React.useState({ count: round, isStopped: false });

  const missing = fieldErrors(draft.profile, draft.upload !== null);
  const isComplete = missing.every((problem) => stepOf(problem) !== 'source');
  const { preview, upload } = useDraftSource(draft, isComplete, (file) =>
    changeBy((before) => ({ ...before, upload: file }))
  );
  const { sample } = preview;
  const matched = useProposal(isReadable(sample) ? sample : undefined, { preset: draft.preset });
  const content = contentOf(draft, matched.contacts);
  const contacts = content === 'contacts' ? matched.contacts : null;
  const proposal = contacts
    ? { ...matched, fields: contacts.fields, preFilter: contacts.preFilter }
    : matched;
  const { fields: proposed, preFilter, columns } = proposal;
  const profile = React.useMemo(
    () => proposedProfile(draft, { fields: proposed, preFilter, columns }, contacts),
    [draft, proposed, preFilter, columns, contacts]
  );
  const fields = profile.fields ?? proposal.fields;
  const key = contacts ? null : keyOf(fields, kindOf(profile.source));
  const isIdentified =
    isWritten(profile) ||
    (contacts ? contactKeyOf(fields, contacts.match.phonebookEntry) !== null : key !== null);

  const progress: Progress = {
    source: isComplete && sample !== undefined,
    format: isReadable(preview.detection),
    directory: isReadable(sample) && preview.error === null,
    fields: isIdentified,
    policy: missing.every((problem) => stepOf(problem) !== 'policy'),
  };
  const steps = stepsOf(kindOf(profile.source));
  const furthest = furthestStep(steps, progress);
  const isStillReading = (!sample && preview.isFetching) || proposal.isLoading;
  const isOpen = isReachable(steps, draft.step, furthest);
  const isLoading = !isOpen && isStillReading;
  const step = isOpen || isLoading ? draft.step : furthest;
  // What is on its way, such as an upload, ends in what is shown by then.
  const latest = React.useRef({ draft, step });
  React.useEffect(() => {
    latest.current = { draft, step };
  }, [draft, step]);

  /** Whether nobody has gone elsewhere or changed something since this was asked. */
  const isStillAsked = (): boolean =>
    latest.current.draft === draft && latest.current.step === step;

  const goTo = (target: StepId) => {
    setMoved(({ count }) => ({ count: count + 1, isStopped: false }));
    setDraft((before) => ({ ...before, step: target }));
  };
  const stop = () => setMoved(({ count }) => ({ count: count + 1, isStopped: true }));

  const changeBy = (next: (before: WizardDraft) => WizardDraft) => {
    const { step: current } = latest.current;
    setFound((before) => before.filter((problem) => !isShownIn(current, problem)));
    setDraft((before) => ({ ...next(before), step: current }));
  };

  const correct = (error: unknown): boolean => {
    const problems = placedIn(profile, problemsOfError(error));
    if (problems.length === 0 || !isStillAsked()) return false;
    setFound(problems);
    goTo(firstStepOf(problems));
    return true;
  };

  /** What is missing is known at once; what is wrong with the rest, the server says. */
  const isInOrder = (): boolean => {
    if (missing.some((problem) => stepOf(problem) === step)) return false;
    if (step === 'format' || step === 'directory') return progress[step] && !preview.isFetching;
    return step !== 'fields' || progress.fields;
  };

  const next = async () => {
    if (isChecking) return;
    const { detection } = preview;
    const isSure = isReadable(detection) && isFormatSure(detection);
    const target = neighbourOf(steps, step === 'source' && isSure ? 'format' : step, 1);
    if (target === null || !isInOrder()) {
      stop();
      return;
    }
    const { data, error } = await check({ profile: null, draft: sentOf(askedOf(profile)) });
    if (!isStillAsked()) return;
    if (data === undefined || error !== undefined) {
      showError(error);
      return;
    }
    const wrong = placedIn(profile, data).filter((problem) => stepOf(problem) === step);
    setFound(wrong);
    if (wrong.length > 0) {
      stop();
      return;
    }
    if (step === 'source' && preview.error) preview.read();
    goTo(target);
  };

  // What a look at the directory is refused for stands beside its inputs, too.
  const refused = isDirectory(profile.source)
    ? placedIn(profile, problemsOfError(preview.error))
    : [];
  const lacking = moved.isStopped ? missing.filter((problem) => stepOf(problem) === step) : [];
  const places = placesOf(lacking);
  const set = (path: string, value: unknown) =>
    changeBy((before) => withSetting(before, { path, value, content }));

  const form: ProfileForm = {
    profile: null,
    saved: empty.profile,
    draft: profile,
    set,
    setKind: (kind) => changeBy((before) => withKind(before, kind)),
    problems: [
      ...lacking,
      ...[...found, ...refused].filter(({ path }) => !places.has(path.join('.'))),
    ],
    isReadOnly: false,
    upload,
    preview,
    connection: useConnectionTest({
      profile: null,
      source: profile.source,
      onRefused: (error) => void correct(error),
    }),
  };
  const wizard: Wizard = {
    draft,
    profile,
    content,
    setContent: (next) => changeBy((before) => withContent(before, next)),
    setPreset: (next) => changeBy((before) => withPreset(before, next)),
    proposal,
    fields,
    key,
    isIdentified,
    steps,
    furthest,
    step,
    isLoading,
    isReading: step === 'source' && (upload.uploading !== null || preview.isFetching),
    isChecking,
    moves: moved.count,
    goTo,
    next,
    correct,
  };
  return { wizard, form, stored };
};

import * as React from 'react';

import type { UploadInfo } from '../../../shared/contracts/uploads';
import { type Path, valueAt } from '../../../shared/path';
import type { ProfileInput } from '../../../shared/profile';
import { useProblemText } from '../hooks/useCodeTexts';
import type { Sent } from '../utils/sent';
import type { ConnectionTesting } from './directory/useConnectionTest';
import { type FieldForm, useFieldForm } from './field-form';
import { problemsOf } from './problems';
import type { SourceChoice } from './source';
import type { Preview } from './useSourcePreview';

/** The file of a profile whose file is uploaded. */
export interface ProfileUpload {
  file: (Pick<UploadInfo, 'id' | 'name' | 'size'> & { createdAt?: string }) | null;
  /** True while it is not known yet whether there is one. */
  isLoading: boolean;
  uploading: Sent | null;
  /** Why another one could not be uploaded. */
  error: unknown;
  take: (file: File) => void;
}

export interface SourcePreview extends Preview {
  /** Asks for it; null where it is read by itself. */
  ask: (() => void) | null;
  /** True when something was changed since it was asked for. */
  isStale: boolean;
}

export interface ProfileForm extends Omit<FieldForm, 'textsOf'> {
  /** The id of the saved profile; null for a new one. */
  profile: string | null;
  /** As it is saved; a new one as it began. Another object once it has been saved again. */
  saved: ProfileInput;
  /** As it is edited, with markers for the secrets that are stored. */
  draft: ProfileInput;
  setKind: (kind: SourceChoice) => void;
  upload: ProfileUpload;
  preview: SourcePreview;
  connection: ConnectionTesting;
}

export const FormContext = React.createContext<ProfileForm | null>(null);

/** The profile that is being edited. */
export const useProfileForm = (): ProfileForm => {
  const form = React.useContext(FormContext);
  if (!form) throw new Error('useProfileForm is used outside of a profile’s form');
  return form;
};

/** Says what is wrong at a place and in what is in it; undefined where nothing is. */
export const useMessageAt = (): ((path: Path) => string | undefined) => {
  const { problems } = useFieldForm();
  const problemText = useProblemText();
  return (path) => {
    const found = problemsOf(problems, path).map(problemText);
    return found.length > 0 ? [...new Set(found)].join(' ') : undefined;
  };
};

export interface FieldProps<Value> {
  /** Its place in the draft, such as `source.url`: what is wrong there is shown with it. */
  path: Path;
  /** In the place of what the setting is called. */
  label?: string;
  /** In the place of what is said of the setting. */
  hint?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** What is shown, where that is not what the draft has at the place. */
  value?: Value;
  /** Takes what is entered, where that is not what the draft has at the place. */
  onChange?: (value: Value) => void;
}

/** What the draft has at the place of a field, and how it is changed. */
export const useField = <Value>({
  path,
  isDisabled = false,
  value,
  onChange,
}: Pick<FieldProps<Value>, 'path' | 'isDisabled' | 'value' | 'onChange'>) => {
  const { draft, set, isReadOnly } = useFieldForm();
  return {
    value: value === undefined ? (valueAt(draft, path) as Value | undefined) : value,
    change: onChange ?? ((next: Value) => set(path, next)),
    clear: () => set(path, undefined),
    isDisabled: isReadOnly || isDisabled,
  };
};

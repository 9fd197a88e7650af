import * as React from 'react';

import type { ProfileProblemView } from '../../../shared/contracts/profiles';
import type { Path } from '../../../shared/path';
import type { SettingTexts } from './settings/texts';

/** What fields need of the form that they are in: that of a profile, or another one. */
export interface FieldForm {
  /** As it is edited. */
  draft: object;
  /** Changes what stands at a place of the draft; undefined takes it away. */
  set: (path: Path, value: unknown) => void;
  /** What is shown to be wrong, in the places that the draft has it. */
  problems: ProfileProblemView[];
  isReadOnly: boolean;
  /** What people read of the setting at a place; without a label where nobody knows it. */
  textsOf: (path: Path) => SettingTexts;
}

const FieldFormContext = React.createContext<FieldForm | null>(null);

/** Gives fields the form that they are in. */
export const FieldFormProvider = FieldFormContext.Provider;

/** The form that a field is in. */
export const useFieldForm = (): FieldForm => {
  const form = React.useContext(FieldFormContext);
  if (!form) throw new Error('useFieldForm is used outside of a form');
  return form;
};

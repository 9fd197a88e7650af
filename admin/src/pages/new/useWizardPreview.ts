import * as React from 'react';

import { useDebounce } from '@strapi/strapi/admin';

import type { SourceInput } from '../../../../shared/profile';
import type { SourcePreview } from '../../profile-form/form-context';
import { useSourcePreview } from '../../profile-form/useSourcePreview';
import { kindOf } from '../../utils/source-kind';
import type { WizardDraft } from './draft';
import { isOfSource } from './steps';

/** Each look asks the directory anew. */
const TYPING_MS = 1000;

/** A directory, or the like, that is changed is read when the person pauses; whoever goes on has finished typing. */
const useSettled = (source: SourceInput, isAsked: boolean): SourceInput => {
  const settled = useDebounce(source, TYPING_MS);
  const [begun, setBegun] = React.useState<SourceInput | null>(null);
  if (!isAsked && begun !== null) setBegun(null);
  if (isAsked && begun === null) setBegun(source);
  const isAsking = source.type !== 'csv' && settled.type === source.type;
  if (!isAsking || begun === source) return source;
  return settled;
};

/** The beginning of the source that is entered: of a file at once, of any other once the person goes on. */
export const useWizardPreview = (
  { profile, upload, step }: WizardDraft,
  isComplete: boolean
): SourcePreview => {
  const { source } = profile;
  const kind = kindOf(source);
  const isWanted = isComplete && (kind === 'upload' || step !== 'source');
  const settled = useSettled(source, isWanted);
  const preview = useSourcePreview({
    profile: null,
    source: settled,
    upload: upload?.id ?? null,
    isWanted,
  });
  const { detection, browse, error } = preview;
  const found = {
    ...preview,
    ask: null,
    isStale: false,
    isFetching: preview.isFetching || (isWanted && settled !== source),
  };
  const problem = error === null ? (browse ?? detection)?.problem : null;
  return problem && isOfSource(kind, problem)
    ? { ...found, detection: undefined, browse: undefined, sample: undefined, error: problem }
    : found;
};

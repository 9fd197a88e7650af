import * as React from 'react';

import { useAuth } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { ConnectorDraftView, PastedConnector } from '../../../../shared/contracts/pascom';
import { paths } from '../../constants';
import { useDebounced } from '../../hooks/useDebounced';
import { useReadPascomQuery } from '../../services/sources';
import { emptyDraft } from '../new/draft';
import { HANDED_OVER, hasDraft, keepDraft } from '../new/useDraft';
import { choiceOf } from '../../profile-form/source';

/** Whoever pastes does so at once; whoever mends something pauses. */
const TYPING_MS = 500;

const NOTHING: PastedConnector = {
  preFilter: '',
  variables: '',
  structure: '',
  kind: null,
  mode: 'create-update-remove',
  automation: 'none',
};

/** What was pasted, what becomes of it, and the way on to the wizard. */
export const usePascom = () => {
  const navigate = useNavigate();
  const user = useAuth('PascomPage', ({ user: person }) => person?.id);
  const [pasted, setPasted] = React.useState(NOTHING);
  const settled = useDebounced(pasted, TYPING_MS);
  const isEmpty = settled.structure.trim() === '';
  const { data, error, isFetching } = useReadPascomQuery(settled, { skip: isEmpty });

  const set = <Part extends keyof PastedConnector>(part: Part, value: PastedConnector[Part]) =>
    setPasted((before) => ({ ...before, [part]: value }));

  /** Opens the wizard with the draft. */
  const begin = ({ kind, profile }: ConnectorDraftView, name: string) => {
    keepDraft(String(user), {
      ...emptyDraft(choiceOf(profile.source)),
      profile: { ...profile, name },
      content: kind.startsWith('phonebook') ? 'contacts' : 'people',
    });
    navigate(paths.newProfile, { state: HANDED_OVER });
  };

  return {
    pasted,
    set,
    draft: isEmpty ? undefined : data,
    error: isEmpty ? undefined : error,
    isStale: isFetching || settled !== pasted,
    /** Whether a profile that was begun in the wizard would be lost. */
    replaces: () => hasDraft(String(user)),
    begin,
  };
};

import * as React from 'react';

import { Button, Flex } from '@strapi/design-system';
import { ArrowRight } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';

import type { ConnectorDraftView, ConnectorNoteView } from '../../../../shared/contracts/pascom';
import { Replaced, Stack } from '../../components/areas';
import { AskDialog } from '../../components/dialogs/AskDialog';
import { Failure } from '../../components/feedback/Failure';
import { Notice } from '../../components/feedback/Notice';
import { BackToProfiles } from '../../components/links';
import { Muted } from '../../components/text';
import { TitledCard } from '../../components/TitledCard';
import { useText, useTextTable } from '../../hooks/useText';
import { ConnectorQuestions } from './ConnectorQuestions';
import { NoteList } from './NoteList';
import { PastedPart } from './PastedPart';
import { EMPTY_PARTS, KIND_WORDS, PART_WORDS } from './texts';
import { usePascom } from './usePascom';

/** What is wrong with a part so that it cannot be saved; a variable's is found in the table that was pasted. */
const errorsIn = (draft: ConnectorDraftView | undefined, part: string): ConnectorNoteView[] =>
  (draft?.notes ?? []).flatMap((note) => {
    if (note.severity !== 'error' || note.path[0] !== part) return [];
    if (part !== 'variables') return [note];
    const name = draft?.profile.variables[Number(note.path[1])]?.name;
    const begin = draft?.variables.find((variable) => variable.name === name)?.line ?? 1;
    // The name stands before the first line of a source.
    return [{ ...note, line: begin + (note.line ?? 1) - 1, column: null }];
  });

const FoundVariables = ({ draft }: { draft: ConnectorDraftView }) => {
  const t = useText();
  const { variables } = draft;
  if (variables.length === 0) return null;
  const columns = variables.filter(({ isKept }) => !isKept).map(({ name }) => name);
  const kept = variables.filter(({ isKept }) => isKept).map(({ name }) => name);
  return (
    <Stack gap={1}>
      {kept.length > 0 && (
        <Muted tag="p">
          {t('pascom.variables.kept', 'Taken over: {names}', { names: kept.join(', ') })}
        </Muted>
      )}
      {columns.length > 0 && (
        <Muted tag="p">
          {t(
            'pascom.variables.columns',
            'Not needed, since the column has the same name: {names}',
            {
              names: columns.join(', '),
            }
          )}
        </Muted>
      )}
    </Stack>
  );
};

interface OutcomeProps {
  draft: ConnectorDraftView;
  isStale: boolean;
  onBegin: () => void;
}

/** What becomes of what was pasted, and the way on. */
const Outcome = ({ draft, isStale, onBegin }: OutcomeProps) => {
  const t = useText();
  const errors = draft.notes.filter(({ severity }) => severity === 'error').length;
  const warnings = draft.notes.filter(({ severity }) => severity === 'warning').length;
  const summary =
    errors > 0
      ? t(
          'pascom.outcome.errors',
          '{count, plural, one {One thing has} other {# things have}} to be mended before the profile can be saved',
          { count: errors }
        )
      : warnings > 0
        ? t(
            'pascom.outcome.warnings',
            '{count, plural, one {It can be taken over; one thing needs} other {It can be taken over; # things need}} a look',
            { count: warnings }
          )
        : t('pascom.outcome.fine', 'It can be taken over as it stands');
  return (
    <TitledCard
      title={t('pascom.outcome', 'What needs a look')}
      description={<span aria-live="polite">{summary}</span>}
    >
      <Replaced isStale={isStale}>
        <NoteList draft={draft} />
      </Replaced>
      <Flex gap={4} wrap="wrap" justifyContent="flex-end">
        <Muted>
          {t(
            'pascom.begin.hint',
            'Next you give the source and see what a run would do. Nothing is saved yet.'
          )}
        </Muted>
        <Button endIcon={<ArrowRight />} disabled={isStale} onClick={onBegin}>
          {t('pascom.begin', 'Create the profile')}
        </Button>
      </Flex>
    </TitledCard>
  );
};

/** The parts of a connector in the order of pascom's tabs; `field`: where the profile has them. */
const PARTS = [
  { name: 'preFilter', field: 'preFilter', language: 'expression', minHeight: '6rem' },
  { name: 'variables', field: 'variables', language: 'expression', minHeight: '12rem' },
  { name: 'structure', field: 'template', language: 'template', minHeight: '20rem' },
] as const;

/** Makes a profile of a connector that was copied out of pascom. */
const PascomPage = () => {
  const t = useText();
  const parts = useTextTable(PART_WORDS);
  const kinds = useTextTable(KIND_WORDS);
  const { pasted, set, draft, error, isStale, replaces, begin } = usePascom();
  const [isAsking, setIsAsking] = React.useState(false);
  const title = t('pascom.title', 'Coming from pascom');

  const goOn = () => {
    if (draft) begin(draft, kinds[draft.kind]);
  };

  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={t('pascom.subtitle', 'A connector becomes a profile: copy its parts here')}
        navigationAction={<BackToProfiles />}
      />
      <Layouts.Content>
        <Stack gap={6}>
          <Notice title={t('pascom.where.title', 'Where to find it')}>
            {t(
              'pascom.where',
              'In pascom’s web interface, open Advanced › Connector and edit the connector. Copy what stands in its tabs, one after the other. PHP may stay as it is.'
            )}
          </Notice>
          {PARTS.map(({ name, field, ...editor }) => (
            <PastedPart
              key={name}
              {...editor}
              words={parts[name]}
              placeholder={EMPTY_PARTS[name]}
              value={pasted[name]}
              problems={errorsIn(draft, field)}
              onChange={(text) => set(name, text)}
            >
              {name === 'variables' && draft && <FoundVariables draft={draft} />}
            </PastedPart>
          ))}
          <ConnectorQuestions pasted={pasted} guess={draft?.guess} set={set} />
          {error && (
            <Failure title={t('pascom.failed', 'This could not be looked through')} error={error} />
          )}
          {draft && (
            <Outcome
              draft={draft}
              isStale={isStale}
              onBegin={() => (replaces() ? setIsAsking(true) : goOn())}
            />
          )}
        </Stack>
      </Layouts.Content>
      {isAsking && (
        <AskDialog
          title={t('pascom.replace', 'Leave the profile that you began?')}
          confirmLabel={t('pascom.begin', 'Create the profile')}
          onConfirm={() => Promise.resolve(goOn())}
          onClose={() => setIsAsking(false)}
        >
          {t(
            'pascom.replace.text',
            'The wizard still has what you entered for another new profile. It is dropped for this one; profiles that are saved stay as they are.'
          )}
        </AskDialog>
      )}
    </Page.Main>
  );
};

export default PascomPage;

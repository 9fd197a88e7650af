import * as React from 'react';

import {
  Button,
  Field,
  Flex,
  Link,
  Loader,
  Modal,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { Person, PersonTrial } from '../../../shared/contracts/person';
import type { ProfileView } from '../../../shared/contracts/profiles';
import type { RunDetail } from '../../../shared/contracts/reports';
import { Stack } from '../components/areas';
import { StatusBadge } from '../components/badges';
import { ChangeList } from '../components/changes/ChangeList';
import { useAttributeWords } from '../components/changes/useAttributeWords';
import { IssueNotices } from '../components/feedback/IssueNotices';
import { Notice } from '../components/feedback/Notice';
import { FieldLabel, Muted } from '../components/text';
import { paths } from '../constants';
import { useAnswerText, useCodeTexts } from '../hooks/useCodeTexts';
import { useText } from '../hooks/useText';
import { useGetIssuesQuery } from '../services/runs';
import { type PersonSyncState, usePersonSync } from './usePersonSync';

/** Whom a profile's rows are about: users, or where it makes none entries. */
const keyAttributesOf = ({ fields, match }: Pick<ProfileView, 'fields' | 'match'>): string[] => {
  const makesUsers = fields === null || fields.some(({ type }) => type === 'user');
  return [match[makesUsers ? 'user' : 'phonebookEntry']].flat();
};

interface KeyFieldProps {
  id: string;
  profile: Pick<ProfileView, 'fields' | 'match'>;
  error: string | null;
  onSubmit: (key: string) => void;
}

/** Asks for what the profile knows people by. */
const KeyForm = ({ id, profile, error, onSubmit }: KeyFieldProps) => {
  const t = useText();
  const attributeWord = useAttributeWords();
  const [key, setKey] = React.useState('');
  const words = keyAttributesOf(profile).map(attributeWord);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (key.trim() !== '') onSubmit(key);
  };
  const hint =
    words.length === 1
      ? t(
          'person.key.hint',
          '{field}, by which this profile knows people, as the source has it. Somebody new is created.',
          { field: words[0] }
        )
      : t(
          'person.key.hint-several',
          'What this profile knows people by, in this order and with | in between: {fields}. Somebody new is created.',
          { fields: words.join(' | ') }
        );
  return (
    <form id={id} onSubmit={submit}>
      <Field.Root name="key" required hint={hint} error={error ?? undefined}>
        <FieldLabel>{words.join(' | ')}</FieldLabel>
        <TextInput
          autoComplete="off"
          autoFocus
          value={key}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => setKey(event.target.value)}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </form>
  );
};

/** What would become of the person. */
const Preview = ({ trial: { changes, issues, skipped } }: { trial: PersonTrial }) => {
  const t = useText();
  return (
    <Stack gap={5}>
      {skipped !== null && (
        <Notice variant="warning">
          {t('person.skipped', 'A correction leaves the row of this person out.')}
        </Notice>
      )}
      {changes.length === 0 ? (
        <Muted tag="p">
          {t('person.no-changes', 'The source has nothing new about this person.')}
        </Muted>
      ) : (
        <ChangeList changes={changes} />
      )}
      {issues.length > 0 && <IssueNotices issues={issues} />}
    </Stack>
  );
};

/** How the run ended, and why. */
const Outcome = ({ run }: { run: RunDetail }) => {
  const t = useText();
  const { message } = useCodeTexts();
  const { data } = useGetIssuesQuery({ run: run.id, query: { pageSize: 10 } });
  return (
    <Stack gap={4}>
      <Flex gap={3} wrap="wrap">
        <StatusBadge status={run.status} />
        <Link tag={NavLink} to={paths.run(run.id)}>
          {t('person.show-run', 'Show the run')}
        </Link>
      </Flex>
      {run.error && <Notice variant="warning">{message(run.error)}</Notice>}
      {data && data.results.length > 0 && <IssueNotices issues={data.results} />}
    </Stack>
  );
};

const Content = ({ state }: { state: Exclude<PersonSyncState, { step: 'asking' }> }) => {
  const t = useText();
  const answerText = useAnswerText();
  switch (state.step) {
    case 'looking':
      return <Loader small>{t('person.looking', 'Reading this person from the source …')}</Loader>;
    case 'running':
      return <Loader small>{t('person.running', 'Writing …')}</Loader>;
    case 'refused':
      return (
        <Notice isProblem variant="danger">
          {answerText(state.error) ?? t('person.failed', 'This person cannot be synced now.')}
        </Notice>
      );
    case 'shown':
      return <Preview trial={state.trial} />;
    case 'over':
      return state.run ? (
        <Outcome run={state.run} />
      ) : (
        <Typography>{t('person.begun', 'The run has begun.')}</Typography>
      );
  }
};

interface PersonSyncDialogProps {
  profile: Pick<ProfileView, 'id' | 'name' | 'fields' | 'match'>;
  /** Null: a key is asked for. */
  person: Person | null;
  /** Called once something may have been written. */
  onWritten?: () => void;
  onClose: () => void;
}

/** Shows what the source says of one person, and writes it. */
export const PersonSyncDialog = ({
  profile,
  person,
  onWritten,
  onClose,
}: PersonSyncDialogProps) => {
  const t = useText();
  const answerText = useAnswerText();
  const form = React.useId();
  const { state, look, apply } = usePersonSync(profile.id, person);
  const isOver = state.step === 'over';
  const isAsking = state.step === 'asking' || (person === null && state.step === 'looking');
  const close = () => {
    if (isOver) onWritten?.();
    onClose();
  };
  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && close()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('run.fix.close', 'Close')}>
          <Modal.Title>
            {t('person.title', 'Sync one person from “{profile}”', { profile: profile.name })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Stack gap={5}>
            {isAsking && (
              <KeyForm
                id={form}
                profile={profile}
                error={state.step === 'asking' && state.error ? answerText(state.error) : null}
                onSubmit={(key) => look({ key })}
              />
            )}
            <div aria-live="polite">{state.step !== 'asking' && <Content state={state} />}</div>
          </Stack>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={close}>
            {isOver ? t('run.fix.close', 'Close') : t('confirm.cancel', 'Cancel')}
          </Button>
          {isAsking ? (
            <Button type="submit" form={form} loading={state.step === 'looking'}>
              {t('person.look', 'Show what would change')}
            </Button>
          ) : (
            !isOver && (
              <Button
                disabled={state.step !== 'shown' || state.trial.changes.length === 0}
                loading={state.step === 'running'}
                onClick={apply}
              >
                {t('person.apply', 'Apply')}
              </Button>
            )
          )}
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

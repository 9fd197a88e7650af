import * as React from 'react';

import { Button, Link, Loader, Modal } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { ForgettingView } from '../../../shared/contracts/forgetting';
import { Stack } from '../components/areas';
import { Failure } from '../components/feedback/Failure';
import { Notice } from '../components/feedback/Notice';
import { paths } from '../constants';
import { useAnswerText } from '../hooks/useCodeTexts';
import { useText } from '../hooks/useText';
import type { Whom } from '../services/forgetting';
import { refusalOf } from '../utils/answers';
import { isTyped, nameToType } from './confirmation';
import { type ForgettingDraft, ForgettingForm } from './ForgettingForm';
import { ForgettingPreview } from './ForgettingPreview';
import { ForgettingReport } from './ForgettingReport';
import { type ForgettingStep, useForgetting } from './useForgetting';

const EMPTY: ForgettingDraft = { keepOut: true, reference: '', typed: '' };

/** How it goes on, and how it ended. */
const Begun = ({ request }: { request: ForgettingView }) => {
  const t = useText();
  return (
    <Stack gap={4}>
      {request.state === 'running' && (
        <Loader small>
          {t('forgetting.running', 'Forgetting this person … It goes on when you close this.')}
        </Loader>
      )}
      {request.state === 'done' && (
        <Notice variant="success" title={t('forgetting.done', 'This person is forgotten')}>
          {t('forgetting.done.text', 'The report of it has nothing that tells who it was.')}
        </Notice>
      )}
      {request.state !== 'running' && <ForgettingReport request={request} />}
      <Link tag={RouterLink} to={paths.forgettings}>
        {t('forgetting.show-all', 'Show all privacy requests')}
      </Link>
    </Stack>
  );
};

const isAboutReference = (error: unknown): boolean =>
  refusalOf(error)?.code === 'reference-names-person';

interface AskingProps {
  form: string;
  state: Extract<ForgettingStep, { step: 'shown' }>;
  name: string;
  draft: ForgettingDraft;
  onChange: (change: Partial<ForgettingDraft>) => void;
  onSubmit: () => void;
}

/** What would be done, the questions about it, and why it did not begin. */
const Asking = ({ form, state: { preview, error }, ...rest }: AskingProps) => {
  const t = useText();
  const answerText = useAnswerText();
  return (
    <Stack gap={6}>
      <Notice variant="danger" title={t('forgetting.warning', 'This cannot be undone')}>
        {t(
          'forgetting.warning.text',
          'Everything that the connector has stored of this person goes, in the history, too. No run begins until that is done.'
        )}
      </Notice>
      <ForgettingPreview preview={preview} />
      <ForgettingForm
        id={form}
        sources={preview.sources}
        referenceError={isAboutReference(error) ? answerText(error) : null}
        {...rest}
      />
      {error !== undefined && !isAboutReference(error) && (
        <Failure
          title={t('forgetting.refused', 'This person cannot be forgotten now')}
          error={error}
        />
      )}
    </Stack>
  );
};

interface ForgetDialogProps {
  whom: Whom;
  /** @param hasBegun whether the record is gone, or goes */
  onClose: (hasBegun: boolean) => void;
}

/** Shows what is stored of a person, asks whether that is to go, and says what became of it. */
export const ForgetDialog = ({ whom, onClose }: ForgetDialogProps) => {
  const t = useText();
  const form = React.useId();
  const [draft, setDraft] = React.useState(EMPTY);
  const { state, forget } = useForgetting(whom);
  const name = state.step === 'shown' ? nameToType(state.preview, whom) : '';
  const isMeant = state.step === 'shown' && isTyped(name, draft.typed);
  const hasBegun = state.step === 'begun';
  const close = () => onClose(hasBegun);
  const submit = () => {
    const { keepOut, reference } = draft;
    if (isMeant && !state.isStarting) forget({ keepOut, reference });
  };

  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && close()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('run.fix.close', 'Close')}>
          <Modal.Title>{t('forgetting.title', 'Forget a person')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <div aria-live="polite">
            {state.step === 'looking' && (
              <Loader small>
                {t('forgetting.looking', 'Looking for all that is stored of this person …')}
              </Loader>
            )}
            {state.step === 'refused' && (
              <Failure
                title={
                  refusalOf(state.error)?.code === 'nobody-known'
                    ? t('forgetting.nobody', 'Nobody was found')
                    : t('forgetting.refused', 'This person cannot be forgotten now')
                }
                error={state.error}
              />
            )}
            {state.step === 'begun' && <Begun request={state.request} />}
          </div>
          {state.step === 'shown' && (
            <Asking
              form={form}
              state={state}
              name={name}
              draft={draft}
              onChange={(change) => setDraft({ ...draft, ...change })}
              onSubmit={submit}
            />
          )}
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={close}>
            {hasBegun || state.step === 'refused'
              ? t('run.fix.close', 'Close')
              : t('confirm.cancel', 'Cancel')}
          </Button>
          {state.step === 'shown' && (
            <Button
              type="submit"
              form={form}
              variant="danger-light"
              disabled={!isMeant}
              loading={state.isStarting}
            >
              {t('forgetting.forget', 'Forget this person')}
            </Button>
          )}
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

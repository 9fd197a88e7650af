import { Button, Flex, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { Notice } from '../../../components/feedback/Notice';
import { type Text, useText } from '../../../hooks/useText';
import { capitalized } from '../../../utils/sentence';
import type { Trial } from '../../../profile-form/mapping/trial-context';

type Wrong = NonNullable<Trial['error']>;

const PLACE = /^(preFilter|template|variables)(?:\.(.+?))?: (.*)$/;

/** A line of the server's message, which begins with the field of the profile. */
const inWords = (t: Text, line: string): string => {
  const [, field, name = '', message = line] = PLACE.exec(line) ?? [];
  if (field === undefined) return capitalized(message);
  const places = {
    preFilter: t('form.pre-filter', 'Pre-filter'),
    template: t('form.template', 'Template'),
    variables: t('form.variable.called', 'Variable {name}', { name }),
  };
  return `${places[field as keyof typeof places]}: ${message}`;
};

const titleOf = (t: Text, code: Wrong['code']): string => {
  if (code === 'busy') return t('editor.trial.busy', 'Too many checks at a time');
  if (code === 'check-time-limit') return t('editor.trial.too-long', 'The trial takes too long');
  return t('editor.trial.failed.title', 'The source cannot be read');
};

/** Why a row cannot be tried, and what to do about it. */
export const TrialError = ({ error, retry }: { error: Wrong; retry: () => void }) => {
  const t = useText();
  const { code, message } = error;
  const said = message === '' ? t('editor.trial.error', 'The row cannot be tried.') : message;
  if (code === 'invalid-mapping') {
    return (
      <Notice
        variant="danger"
        title={t('editor.trial.invalid', 'Cannot be tried before this is corrected')}
      >
        {said
          .split('\n')
          .map((line) => inWords(t, line))
          .join('\n')}
      </Notice>
    );
  }
  if (code === 'no-file') {
    return (
      <Notice
        title={t('editor.trial.no-file', 'No file to try with yet')}
        action={
          <Link tag={NavLink} to="?tab=basic">
            {t('editor.trial.no-file.link', 'Upload one under Basic data')}
          </Link>
        }
      >
        {t(
          'editor.trial.no-file.text',
          'As soon as there is a file, you see here what becomes of its rows.'
        )}
      </Notice>
    );
  }
  if (code === 'row-not-found') return <Notice>{capitalized(said)}</Notice>;
  return (
    <Notice
      variant="danger"
      title={titleOf(t, code)}
      action={
        <Flex>
          <Button size="S" variant="tertiary" onClick={retry}>
            {t('editor.trial.retry', 'Try again')}
          </Button>
        </Flex>
      }
    >
      {capitalized(said)}
    </Notice>
  );
};

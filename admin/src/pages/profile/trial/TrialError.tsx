import { Button, Flex, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { Problem } from '../../../../../shared/codes/kinds';
import { Notice } from '../../../components/feedback/Notice';
import { useAnswerText } from '../../../hooks/useAnswerText';
import { useCodeTexts } from '../../../hooks/useCodeTexts';
import { type Text, useText } from '../../../hooks/useText';
import { useSettingWords } from '../../../profile-form/settings';
import type { Refusal } from '../../../utils/answers';

/** One of what `invalid-mapping` names, as the catalogue's `setting-problem` has it. */
interface MappingProblem {
  params: { field: string; problem: Problem };
}

/** What is wrong with a mapping, each problem after the field of the profile that has it. */
const MappingProblems = ({ error: { params } }: { error: Refusal }) => {
  const { message } = useCodeTexts();
  const settingWord = useSettingWords();
  const { problems = [] } = (params ?? {}) as { problems?: MappingProblem[] };
  return problems
    .map(({ params: { field, problem } }) => {
      const [part = field, ...name] = field.split('.');
      const word =
        part === 'variables'
          ? [settingWord([part]), ...name].join(': ')
          : settingWord([part, ...name]);
      return `${word}: ${message({ ...problem, message: problem.code })}`;
    })
    .join('\n');
};

const titleOf = (t: Text, code: Refusal['code']): string => {
  if (code === 'busy') return t('editor.trial.busy', 'Too many checks at a time');
  if (code === 'check-time-limit') return t('editor.trial.too-long', 'The trial takes too long');
  return t('editor.trial.failed.title', 'The source cannot be read');
};

/** Why a row cannot be tried, and what to do about it. */
export const TrialError = ({ error, retry }: { error: Refusal; retry: () => void }) => {
  const t = useText();
  const answerText = useAnswerText();
  const { code } = error;
  const said = answerText(error) ?? t('editor.trial.error', 'The row cannot be tried.');
  if (code === 'invalid-mapping') {
    return (
      <Notice
        variant="danger"
        title={t('editor.trial.invalid', 'Cannot be tried before this is corrected')}
      >
        <MappingProblems error={error} />
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
  if (code === 'row-not-found') return <Notice>{said}</Notice>;
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
      {said}
    </Notice>
  );
};

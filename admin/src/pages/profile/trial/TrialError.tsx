import { Button, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { Problem } from '../../../../../shared/codes/kinds';
import { Notice } from '../../../components/feedback/Notice';
import { useAnswerText, useCodeTexts } from '../../../hooks/useCodeTexts';
import { useSettingPlace } from '../../../hooks/useIssuePlace';
import { type Text, useText } from '../../../hooks/useText';
import type { Refusal } from '../../../utils/answers';

/** One of what `invalid-mapping` names, as the catalogue's `setting-problem` has it. */
interface MappingProblem {
  params: { field: string; problem: Problem };
}

/** What is wrong with a mapping, each problem after the field of the profile that has it. */
const useMappingProblems = () => {
  const { message } = useCodeTexts();
  const settingPlace = useSettingPlace();
  return ({ params }: Refusal): string => {
    const { problems = [] } = (params ?? {}) as { problems?: MappingProblem[] };
    return problems
      .map(({ params: { field, problem } }) => {
        const said = message({ ...problem, message: problem.code });
        return `${settingPlace(field)}: ${said}`;
      })
      .join('\n');
  };
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
  const mappingProblems = useMappingProblems();
  const said = answerText(error) ?? t('editor.trial.error', 'The row cannot be tried.');
  if (error.code === 'row-not-found') return <Notice>{said}</Notice>;
  if (error.code === 'invalid-mapping') {
    const title = t('editor.trial.invalid', 'Cannot be tried before this is corrected');
    return (
      <Notice variant="danger" title={title}>
        {mappingProblems(error)}
      </Notice>
    );
  }
  if (error.code === 'no-file') {
    const link = t('editor.trial.no-file.link', 'Upload one under Basic data');
    return (
      <Notice
        title={t('editor.trial.no-file', 'No file to try with yet')}
        action={
          <Link tag={NavLink} to="?tab=basic">
            {link}
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
  return (
    <Notice
      variant="danger"
      title={titleOf(t, error.code)}
      action={
        <Button size="S" variant="tertiary" onClick={retry}>
          {t('form.retry', 'Try again')}
        </Button>
      }
    >
      {said}
    </Notice>
  );
};

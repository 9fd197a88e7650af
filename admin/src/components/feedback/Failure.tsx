import { Button } from '@strapi/design-system';

import { useAnswerText } from '../../hooks/useCodeTexts';
import { useText } from '../../hooks/useText';
import { Notice } from './Notice';

interface FailureProps {
  title: string;
  /** What the server answered. */
  error: unknown;
  /** Asks once more. */
  onRetry?: () => void;
}

/** Says that something could not be done, and why: it keeps the person from going on. */
export const Failure = ({ title, error, onRetry }: FailureProps) => {
  const t = useText();
  const answerText = useAnswerText();
  return (
    <Notice
      isProblem
      variant="danger"
      title={title}
      action={
        onRetry && (
          <Button size="S" variant="tertiary" onClick={onRetry}>
            {t('form.retry', 'Try again')}
          </Button>
        )
      }
    >
      {answerText(error) ?? t('form.no-reason', 'The server did not say why.')}
    </Notice>
  );
};

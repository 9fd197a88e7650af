import { Button, Flex } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';

interface DraftNoticeProps {
  savedAt: string;
  /** What has to be entered again. */
  lost: 'secret' | 'settings' | null;
  onContinue: () => void;
  onStartAfresh: () => void;
}

/** Says that what is shown was entered earlier, and offers to begin anew. */
export const DraftNotice = ({ savedAt, lost, onContinue, onStartAfresh }: DraftNoticeProps) => {
  const t = useText();
  const { formatDate } = useIntl();
  const time = formatDate(savedAt, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Notice
      title={t('wizard.draft.title', 'Continue where you left off')}
      action={
        <Flex gap={2} wrap="wrap">
          <Button size="S" variant="secondary" onClick={onContinue}>
            {t('wizard.draft.continue', 'Continue')}
          </Button>
          <Button size="S" variant="tertiary" onClick={onStartAfresh}>
            {t('wizard.draft.afresh', 'Start afresh')}
          </Button>
        </Flex>
      }
    >
      {t('wizard.draft.body', 'What you entered until {time} is here again.', { time })}
      {lost === 'secret' &&
        ` ${t('wizard.draft.secret', 'The password or token is not kept in a draft: enter it again.')}`}
      {lost === 'settings' &&
        ` ${t('wizard.draft.settings', 'The settings of the source are not kept in a draft, since there may be secrets among them: enter them again.')}`}
    </Notice>
  );
};

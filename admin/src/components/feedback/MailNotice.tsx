import { Box } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { DateTime } from '../times';
import { Notice } from './Notice';

/** Says that whoever is to be told of a profile's runs was not, and what to look at. */
export const MailNotice = ({ failedAt }: { failedAt: string }) => {
  const t = useText();
  return (
    <Box paddingBottom={4}>
      <Notice
        isLarge
        variant="warning"
        title={t('mail.failed.title', 'The last mail about this profile could not be sent')}
      >
        <DateTime time={failedAt} />
        {' · '}
        {t(
          'mail.failed.text',
          'Whoever looks after the server finds the reason in its log; mails go through Strapi’s email plugin. The next run that has something to tell tries again.'
        )}
      </Notice>
    </Box>
  );
};

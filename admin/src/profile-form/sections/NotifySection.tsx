import { readNames } from '../directory/directory';
import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { ListField } from '../fields/ListField';
import { Section } from '../Section';

/** Who is written to when a run needs somebody. */
export const NotifySection = () => {
  const t = useText();
  return (
    <Section title={t('form.notify', 'Notifications')}>
      <ListField
        path="notify.emails"
        label={t('form.notify.emails', 'Email addresses')}
        hint={t(
          'form.notify.emails.hint',
          'One to a line. They get a mail when a run fails, is interrupted or waits for approval, once for each reason. Strapi’s email plugin has to be set up for it.'
        )}
        lines={3}
        separator={'\n'}
        read={readNames}
      />
      <ChoiceField
        path="notify.language"
        label={t('form.notify.language', 'Language of the mails')}
        choices={[
          { value: 'en', label: 'English' },
          { value: 'de', label: 'Deutsch' },
        ]}
      />
    </Section>
  );
};

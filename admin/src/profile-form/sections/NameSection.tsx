import { useText } from '../../hooks/useText';
import { TextField } from '../fields/TextField';
import { Section } from '../Section';

/** What the profile is called. */
export const NameField = () => {
  const t = useText();
  return (
    <TextField
      path="name"
      label={t('form.name', 'Name of the profile')}
      hint={t(
        'form.name.hint',
        'As it stands in the list of profiles and in reports, such as “Staff from HR”.'
      )}
      isRequired
    />
  );
};

/** What the profile is called, and what there is to say of it. */
export const NameSection = () => {
  const t = useText();
  return (
    <Section title={t('form.profile', 'Profile')}>
      <NameField />
      <TextField
        path="comment"
        label={t('form.comment', 'Comment')}
        hint={t(
          'form.comment.hint',
          'For you and your colleagues: where the people come from, whom to ask, what to look out for.'
        )}
        lines={3}
      />
    </Section>
  );
};

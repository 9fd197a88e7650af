import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { ListField } from '../fields/ListField';
import { CountryField, PrefixField } from '../fields/NumberingFields';
import { NumberField } from '../fields/NumberField';
import { Row } from '../fields/Row';
import { TextField } from '../fields/TextField';
import { Section } from '../Section';

/** What the profile is called, and what there is to say of it. */
export const NameSection = () => {
  const t = useText();
  return (
    <Section title={t('form.profile', 'Profile')}>
      <TextField path="name" isRequired />
      <TextField path="comment" lines={3} />
    </Section>
  );
};

/** Who is written to when a run needs somebody. */
export const NotifySection = () => (
  <Section of="notify">
    <ListField path="notify.emails" of="names" lines={3} />
    <ChoiceField path="notify.language" />
  </Section>
);

/** How the numbers of the profile's people are meant, where that is another way than the settings say. */
export const NumberingSection = () => (
  <Section of="numbering">
    <Row widths={6}>
      <CountryField path="numbering.country" />
      <PrefixField path="numbering.prefix" />
      <NumberField path="numbering.extensionLength" digits={2} />
    </Row>
  </Section>
);

import { DEFAULT_SETTINGS, type SettingName } from '../../../../shared/settings';
import { useText } from '../../hooks/useText';
import { useFieldForm } from '../../profile-form/field-form';
import { ChoiceField } from '../../profile-form/fields/ChoiceField';
import { ListField } from '../../profile-form/fields/ListField';
import { CountryField, PrefixField } from '../../profile-form/fields/NumberingFields';
import { NumberField } from '../../profile-form/fields/NumberField';
import { Row } from '../../profile-form/fields/Row';
import { Section } from '../../profile-form/Section';
import { SharingOrder } from './SharingOrder';

interface SectionsProps {
  /** What the app's file sets. */
  fixed: readonly SettingName[];
}

/** What a field is given for its place, and to show that the app's file has it. */
const useFieldOf = (fixed: readonly SettingName[]) => {
  const t = useText();
  const { textsOf } = useFieldForm();
  const note = t(
    'options.fixed',
    'Set in config/plugins: whoever looks after the server can change it there.'
  );
  return (path: SettingName) => {
    if (!fixed.includes(path)) return { path };
    const { hint } = textsOf(path);
    return { path, isDisabled: true, hint: hint === undefined ? note : `${note} ${hint}` };
  };
};

/** All settings, each in the part that it belongs to. */
export const SettingsSections = ({ fixed }: SectionsProps) => {
  const fieldOf = useFieldOf(fixed);
  const { runs, days, credentialDays } = DEFAULT_SETTINGS.retention;
  return (
    <>
      <Section of="network">
        <ListField {...fieldOf('network.allowedHosts')} of="lines" lines={4} />
      </Section>
      <Section of="numbers">
        <Row widths={6}>
          <CountryField {...fieldOf('defaultCountry')} />
          <PrefixField {...fieldOf('numbering.prefix')} />
          <NumberField {...fieldOf('numbering.extensionLength')} digits={2} />
        </Row>
      </Section>
      <Section of="retention">
        <Row widths={3}>
          <NumberField {...fieldOf('retention.runs')} digits={6} fallback={runs} />
          <NumberField {...fieldOf('retention.days')} digits={6} fallback={days} />
          <NumberField
            {...fieldOf('retention.credentialDays')}
            digits={6}
            fallback={credentialDays}
          />
          <NumberField {...fieldOf('retention.uploadDays')} digits={6} />
        </Row>
        <Row widths={6}>
          <NumberField {...fieldOf('undo.days')} digits={3} fallback={DEFAULT_SETTINGS.undo.days} />
        </Row>
      </Section>
      <Section of="sharing">
        <SharingOrder {...fieldOf('sharing.order')} />
      </Section>
      <Section of="notify">
        <ListField {...fieldOf('notify.emails')} of="names" lines={3} />
        <Row widths={6}>
          <ChoiceField {...fieldOf('notify.language')} />
        </Row>
      </Section>
    </>
  );
};

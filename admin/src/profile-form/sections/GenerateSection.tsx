import { Box, Flex, Grid } from '@strapi/design-system';

import { type Generate, NEW_PROFILE } from '../../../../shared/profile';
import { useText } from '../../hooks/useText';
import { CheckField } from '../fields/CheckField';
import { NumberField } from '../fields/NumberField';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { useAside } from '../useAside';

const RangeFields = () => {
  const t = useText();
  return (
    <Box paddingLeft={7}>
      <Grid.Root gap={4}>
        <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
          <NumberField
            path="generate.extension.from"
            label={t('form.generate.from', 'First extension')}
          />
        </Grid.Item>
        <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
          <NumberField
            path="generate.extension.to"
            label={t('form.generate.to', 'Last extension')}
          />
        </Grid.Item>
      </Grid.Root>
    </Box>
  );
};

/** What is made up for users whose row has none. */
export const GenerateSection = () => {
  const t = useText();
  const { draft, saved, set } = useProfileForm();
  const { extension } = draft.generate;
  const isExtension = extension !== null;
  const aside = useAside<'range', Generate['extension']>(saved);

  const switchExtension = (isChecked: boolean) => {
    const values = aside();
    if (!isChecked) values.range = extension;
    const before = values.range ?? saved.generate.extension ?? NEW_PROFILE.generate.extension;
    set('generate.extension', isChecked ? before : null);
  };

  return (
    <Section
      title={t('form.generate', 'Generated fields')}
      description={t(
        'form.generate.description',
        'For users that have no such value, neither in the source nor in Strapi. What was generated once stays as it is. New passwords and PINs can be fetched once, from the page of the run.'
      )}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <CheckField
          path="generate.extension"
          label={t('form.generate.extension', 'Extension')}
          hint={t('form.generate.extension.hint', 'The lowest free number of a range.')}
          value={isExtension}
          onChange={switchExtension}
        />
        {isExtension && <RangeFields />}
      </Flex>
      <CheckField
        path="generate.password"
        label={t('form.generate.password', 'Password')}
        hint={t(
          'form.generate.password.hint',
          'For logging in; not where another system checks it.'
        )}
      />
      <CheckField
        path="generate.sipPassword"
        label={t('form.generate.sipPassword', 'SIP password')}
        hint={t('form.generate.sipPassword.hint', 'What the person’s phone logs in with.')}
      />
      <CheckField
        path="generate.pin"
        label={t('form.generate.pin', 'PIN')}
        hint={t('form.generate.pin.hint', 'For voicemail and the like.')}
      />
    </Section>
  );
};

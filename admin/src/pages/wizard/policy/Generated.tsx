import * as React from 'react';

import { Checkbox, Flex, Grid, Typography } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import type { PolicyDraft } from '../model/draft';
import type { Messages } from '../model/problems';
import { NumberField } from '../parts/NumberField';
import { Section } from '../parts/Section';

const EXTENSION_DIGITS = 10;

interface GeneratedProps {
  policy: PolicyDraft;
  messages: Messages;
  onChange: (part: Partial<PolicyDraft>) => void;
}

interface OptionProps {
  label: string;
  hint: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  children?: React.ReactNode;
}

const Option = ({ label, hint, isChecked, onChange, children }: OptionProps) => {
  const id = React.useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Checkbox
          checked={isChecked}
          aria-describedby={id}
          onCheckedChange={(checked: boolean | 'indeterminate') => onChange(checked === true)}
        >
          {label}
        </Checkbox>
        <Typography id={id} variant="pi" textColor="neutral600" paddingLeft={7}>
          {hint}
        </Typography>
      </Flex>
      {children}
    </Flex>
  );
};

const ExtensionRange = ({ policy, messages, onChange }: GeneratedProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={2} paddingLeft={7}>
      <Grid.Root gap={4}>
        <Grid.Item col={3} s={4} xs={6}>
          <NumberField
            name="extensionFrom"
            label={t('wizard.generate.from', 'First extension')}
            value={policy.extensionFrom}
            digits={EXTENSION_DIGITS}
            isWrong={messages.extension !== undefined}
            onChange={(extensionFrom) => onChange({ extensionFrom })}
          />
        </Grid.Item>
        <Grid.Item col={3} s={4} xs={6}>
          <NumberField
            name="extensionTo"
            label={t('wizard.generate.to', 'Last extension')}
            value={policy.extensionTo}
            digits={EXTENSION_DIGITS}
            isWrong={messages.extension !== undefined}
            onChange={(extensionTo) => onChange({ extensionTo })}
          />
        </Grid.Item>
      </Grid.Root>
      {messages.extension !== undefined && (
        <Typography variant="pi" textColor="danger600" role="alert">
          {messages.extension}
        </Typography>
      )}
    </Flex>
  );
};

/** What is made up for users whose row has none. */
export const Generated = ({ policy, messages, onChange }: GeneratedProps) => {
  const t = useText();
  return (
    <Section
      title={t('wizard.generate.title', 'Generated fields')}
      description={t(
        'wizard.generate.description',
        'For a user whose row has no such value. What was generated once stays as it is. New passwords and PINs can be fetched once after the run.'
      )}
    >
      <Option
        label={t('wizard.generate.extension', 'Extension')}
        hint={t('wizard.generate.extension.hint', 'The lowest free number of a range.')}
        isChecked={policy.extension}
        onChange={(extension) => onChange({ extension })}
      >
        {policy.extension && (
          <ExtensionRange policy={policy} messages={messages} onChange={onChange} />
        )}
      </Option>
      <Option
        label={t('wizard.generate.password', 'Password')}
        hint={t(
          'wizard.generate.password.hint',
          'For logging in; not where another system checks it.'
        )}
        isChecked={policy.password}
        onChange={(password) => onChange({ password })}
      />
      <Option
        label={t('wizard.generate.sipPassword', 'SIP password')}
        hint={t('wizard.generate.sipPassword.hint', 'What the person’s phone logs in with.')}
        isChecked={policy.sipPassword}
        onChange={(sipPassword) => onChange({ sipPassword })}
      />
      <Option
        label={t('wizard.generate.pin', 'PIN')}
        hint={t('wizard.generate.pin.hint', 'For voicemail and the like.')}
        isChecked={policy.pin}
        onChange={(pin) => onChange({ pin })}
      />
    </Section>
  );
};

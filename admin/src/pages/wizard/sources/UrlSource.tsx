import * as React from 'react';

import { Box, Field, Flex, Textarea, TextInput } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import { Disclosure } from '../../../components/forms/Disclosure';
import type { Wizard } from '../useWizard';
import { Credentials } from './Credentials';

/** The address of a profile's file and how its server is reached. */
export const UrlSource = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const { draft, change, messages } = wizard;
  const { url } = draft;
  const [isOpen, setIsOpen] = React.useState(url.ca !== '' || messages.ca !== undefined);
  const edit = (part: Partial<typeof url>) => change({ url: { ...url, ...part } });
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Box maxWidth="64rem">
        <Field.Root
          required
          name="url"
          error={messages.url}
          hint={t(
            'wizard.url.hint',
            'The file itself, not a page with a link to it. Addresses within your own network have to be allowed in the plugin’s options.'
          )}
        >
          <Field.Label>{t('wizard.url', 'Address of the CSV file')}</Field.Label>
          <TextInput
            type="url"
            autoComplete="off"
            placeholder="https://hr.example.com/users.csv"
            value={url.url}
            onChange={({ target }: React.ChangeEvent<HTMLInputElement>) =>
              edit({ url: target.value })
            }
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      </Box>
      <Credentials url={url} messages={messages} onChange={edit} />
      <Disclosure
        title={t('wizard.url.advanced', 'Advanced: certificate of the server')}
        isOpen={isOpen}
        onToggle={setIsOpen}
      >
        <Field.Root
          name="ca"
          error={messages.ca}
          hint={t(
            'wizard.ca.hint',
            'Only where the server has a certificate of your own company. Text in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----; your IT department has it.'
          )}
        >
          <Field.Label>{t('wizard.ca', 'Certificate of the certificate authority')}</Field.Label>
          <Textarea
            value={url.ca}
            onChange={({ target }: React.ChangeEvent<HTMLTextAreaElement>) =>
              edit({ ca: target.value })
            }
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      </Disclosure>
    </Flex>
  );
};

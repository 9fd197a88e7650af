import * as React from 'react';

import { Box, Button, Field, Flex, TextInput } from '@strapi/design-system';
import { Earth, Server, Upload } from '@strapi/icons';

import { Notice } from '../../../components/feedback/Notice';
import { type RadioCard, RadioCards } from '../../../components/forms/RadioCards';
import { useText } from '../../../hooks/useText';
import type { SourceKindId } from '../../../utils/source-kind';
import { asSentence } from '../../../utils/sentence';
import { isGone, messageOf } from '../model/server-problems';
import type { Wizard } from '../useWizard';
import { LdapSource } from './LdapSource';
import { UploadSource } from './UploadSource';
import { UrlSource } from './UrlSource';

/** What a person enters for each kind of source. */
const FORMS: Record<SourceKindId, React.ComponentType<{ wizard: Wizard }>> = {
  upload: UploadSource,
  url: UrlSource,
  ldap: LdapSource,
};

const useKindCards = (canUpload: boolean): RadioCard<SourceKindId>[] => {
  const t = useText();
  return [
    {
      value: 'upload',
      icon: <Upload aria-hidden />,
      title: t('wizard.kind.upload', 'Upload a CSV file'),
      description: canUpload
        ? t(
            'wizard.kind.upload.description',
            'A file from your computer. Runs take the one that was uploaded last.'
          )
        : t(
            'wizard.kind.upload.forbidden',
            'Your role may not upload files: it lacks the permission for test runs.'
          ),
      isDisabled: !canUpload,
    },
    {
      value: 'url',
      icon: <Earth aria-hidden />,
      title: t('wizard.kind.url', 'CSV file at an address'),
      description: t(
        'wizard.kind.url.description',
        'Fetched from a web server for every run, also on a schedule.'
      ),
    },
    {
      value: 'ldap',
      icon: <Server aria-hidden />,
      title: t('wizard.kind.ldap', 'Directory (LDAP)'),
      description: t(
        'wizard.kind.ldap.description',
        'Active Directory, OpenLDAP and others, read for every run, also on a schedule.'
      ),
    },
  ];
};

const ReadProblem = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const { error, retry } = wizard.preview;
  if (error === null) return null;
  const { kind } = wizard.draft;
  if (kind === 'upload' && isGone(error)) {
    return (
      <Notice
        isProblem
        variant="warning"
        title={t('wizard.source.gone', 'The uploaded file is no longer there')}
      >
        {t(
          'wizard.source.gone.body',
          'A file waits 24 hours for its profile. Choose it again; everything else that you entered is kept.'
        )}
      </Notice>
    );
  }
  const message = messageOf(error);
  return (
    <Notice
      isProblem
      variant="danger"
      title={
        kind === 'ldap'
          ? t('wizard.source.failed.directory', 'The directory could not be read')
          : t('wizard.source.failed', 'The file could not be read')
      }
      action={
        <Button size="S" variant="tertiary" onClick={retry}>
          {t('wizard.retry', 'Try again')}
        </Button>
      }
    >
      {message === null
        ? t('wizard.source.failed.body', 'The server did not say why.')
        : asSentence(message)}
    </Notice>
  );
};

/** Step 1: the profile's name and where its rows come from. */
export const SourceStep = ({ wizard, canUpload }: { wizard: Wizard; canUpload: boolean }) => {
  const t = useText();
  const { draft, change, messages } = wizard;
  const Form = FORMS[draft.kind];
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Box maxWidth="64rem">
        <Field.Root
          required
          name="name"
          error={messages.name}
          hint={t(
            'wizard.name.hint',
            'As it stands in the list of profiles and in reports, such as “Staff from HR”.'
          )}
        >
          <Field.Label>{t('wizard.name', 'Name of the profile')}</Field.Label>
          <TextInput
            autoComplete="off"
            value={draft.name}
            onChange={({ target }: React.ChangeEvent<HTMLInputElement>) =>
              change({ name: target.value })
            }
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      </Box>
      <RadioCards
        legend={t('wizard.kind', 'Source')}
        name="kind"
        value={draft.kind}
        cards={useKindCards(canUpload)}
        onChange={(kind) => change({ kind })}
      />
      <ReadProblem wizard={wizard} />
      <Form key={draft.kind} wizard={wizard} />
    </Flex>
  );
};

import { Flex, Link, TextButton } from '@strapi/design-system';
import { ArrowRight, Download } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';

import { type RadioCard, RadioCards } from '../../components/forms/RadioCards';
import { Muted } from '../../components/text';
import { paths } from '../../constants';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { saveFile } from '../../hooks/useDownload';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useLanguage, usePresetName } from '../../hooks/usePresetName';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { recordsOf, withFieldValue } from '../../profile-form/assignment/assignment';
import { useFieldTable } from '../../profile-form/assignment/table-context';
import { ChoiceField } from '../../profile-form/fields/ChoiceField';
import { useProfileForm } from '../../profile-form/form-context';
import { Section } from '../../profile-form/Section';
import { useLazyGetExampleQuery, useListPresetsQuery } from '../../services/sources';
import { kindOf } from '../../utils/source-kind';
import { isSame } from '../../utils/values';
import { CONTENTS, type Content, isWritten } from './draft';
import type { Wizard } from './useWizard';

const CONTENT_WORDS = textTable<Record<Content, { title: string; description: string }>>(
  'wizard.content',
  {
    people: {
      title: 'People with accounts',
      description:
        'Each gets a user, an entry in the phonebook and, where the file has one, a phone.',
    },
    contacts: {
      title: 'Contacts',
      description:
        'Entries of the phonebook only, such as customers and suppliers. They need no user name.',
    },
  }
);

const NO_PRESET = '';

/** Asks which export a file is that is not known by its columns. */
const PresetQuestion = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const presetName = usePresetName();
  const { data: presets = [] } = useListPresetsQuery();
  if (wizard.proposal.columns.length === 0) return null;
  const known = presets.map((preset) => ({ value: preset.id, label: presetName(preset) }));
  known.sort((one, other) => one.label.localeCompare(other.label));
  return (
    <ChoiceField
      path="preset"
      label={t('wizard.preset', 'Start from a preset')}
      hint={t(
        'wizard.preset.hint',
        'These columns match no known export. Does the file come from one of these programs all the same, or was it made in the same way? Then the columns that it shares with that export are used.'
      )}
      choices={[
        { value: NO_PRESET, label: t('wizard.preset.none', 'None: match columns by their names') },
        ...known,
      ]}
      value={wizard.draft.preset ?? NO_PRESET}
      onChange={(preset) => wizard.setPreset(preset === NO_PRESET ? null : preset)}
    />
  );
};

/** Asks what the rows of a file are. */
export const ContentQuestion = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const presetName = usePresetName();
  const words = useTextTable(CONTENT_WORDS);
  const { source } = useProfileForm().draft;
  const { looksLike } = wizard.proposal;
  if (source.type !== 'csv' || isWritten(wizard.profile)) return null;
  return (
    <Section title={t('wizard.content', 'What does the file hold?')}>
      <RadioCards
        legend={t('wizard.content.legend', 'Its rows are')}
        name="content"
        value={wizard.content}
        cards={CONTENTS.map((value) => ({ value, ...words[value] }))}
        onChange={wizard.setContent}
      />
      {looksLike && wizard.draft.preset === null ? (
        <Muted tag="p">
          {t('wizard.content.looks-like', 'The columns look like this export: {name}', {
            name: presetName(looksLike),
          })}
        </Muted>
      ) : (
        <PresetQuestion wizard={wizard} />
      )}
    </Section>
  );
};

/** The way for those who have said all of this to pascom already. */
export const FromPascom = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  if (isWritten(wizard.profile)) return null;
  return (
    <Flex gap={2} wrap="wrap">
      <Muted>{t('wizard.pascom', 'Coming from pascom?')}</Muted>
      <Link tag={RouterLink} to={paths.fromPascom} startIcon={<ArrowRight />}>
        {t('wizard.pascom.open', 'Paste a connector')}
      </Link>
    </Flex>
  );
};

/** A file to fill, for those who have none yet. */
export const ExampleFile = () => {
  const t = useText();
  const language = useLanguage();
  const showError = useErrorNotification();
  const { draft, upload } = useProfileForm();
  const [get] = useLazyGetExampleQuery();
  if (kindOf(draft.source) !== 'upload' || upload.file !== null) return null;
  const download = async () => {
    const { data, error } = await get(language);
    if (data) saveFile(new Blob([data.text], { type: 'text/csv' }), data.name);
    else showError(error);
  };
  return (
    <Flex gap={2} wrap="wrap">
      <Muted>{t('wizard.example', 'No file yet?')}</Muted>
      <TextButton startIcon={<Download />} onClick={() => void download()}>
        {t('wizard.example.download', 'Download one to fill in')}
      </TextButton>
    </Flex>
  );
};

const USERNAME_WORDS = textTable('wizard.username', {
  email: 'The email address',
  extension: 'The extension',
  'external-id': 'The external ID',
  made: 'A login name that is made',
});

/** Asks what stands for the user name, where no column holds one. */
export const UsernameQuestion = () => {
  const t = useText();
  const words: Readonly<Record<string, string>> = useTextTable(USERNAME_WORDS);
  const { message } = useCodeTexts();
  const { proposal, fields, change } = useFieldTable();
  const [user] = recordsOf(fields, 'user');
  const { usernames } = proposal;
  if (usernames.length === 0 || !user) return null;
  const chosen = usernames.findIndex(({ value }) => isSame(value, user.values.username));
  // Whoever has chosen something else in the table has answered.
  if (chosen < 0 && user.values.username !== undefined) return null;
  return (
    <Section
      title={t('wizard.username', 'No column holds user names')}
      description={t(
        'wizard.username.description',
        'Everybody needs one that nobody else has. Choose what is taken for it.'
      )}
    >
      <RadioCards
        legend={t('wizard.username.legend', 'The user name is')}
        name="username"
        value={chosen < 0 ? undefined : String(chosen)}
        cards={usernames.map((one, index): RadioCard<string> => {
          const title = words[String(one.words.params?.['variant'])] ?? '';
          return { value: String(index), title, description: message(one.words) };
        })}
        onChange={(index) =>
          change(withFieldValue(fields, user, 'username', usernames[Number(index)]?.value))
        }
      />
    </Section>
  );
};

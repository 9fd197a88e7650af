import * as React from 'react';

import { VisuallyHidden } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import { AskDialog } from '../../components/dialogs/AskDialog';
import { paths } from '../../constants';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useText } from '../../hooks/useText';
import { useImportProfileMutation } from '../../services/profiles';

/** A profile file as far as the panel looks into it; the server checks the rest. */
interface ProfileFile {
  name: string;
}

const isProfileFile = (value: unknown): value is ProfileFile =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';

/** The profile of a file's text; null when it is none. */
const parseProfileFile = (text: string): ProfileFile | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isProfileFile(value) ? value : null;
  } catch {
    return null;
  }
};

interface ImportProfileProps {
  /** The profiles that are there. */
  names: string[];
  /** Asks for the file when it is clicked. */
  input: React.RefObject<HTMLInputElement>;
}

/** Makes a profile of a file that was exported, or replaces the one of that name. */
export const ImportProfile = ({ names, input }: ImportProfileProps) => {
  const t = useText();
  const navigate = useNavigate();
  const showError = useErrorNotification();
  const texts = useCodeTexts();
  const { toggleNotification } = useNotification();
  const [importProfile] = useImportProfileMutation();
  const [replacing, setReplacing] = React.useState<ProfileFile | null>(null);

  const send = async (file: ProfileFile) => {
    const answer = await importProfile(file);
    if ('error' in answer) {
      showError(answer.error);
      return;
    }
    const { profile, missing } = answer.data;
    if (missing !== null) {
      const message = t(
        'profiles.import-secret-missing',
        '“{name}” was imported. Its source still needs a secret, which no profile file holds: {missing}',
        { name: profile.name, missing: texts.message(missing) }
      );
      toggleNotification({ type: 'warning', message });
    }
    navigate(paths.profile(profile.id));
  };

  const take = async (file: File) => {
    const parsed = parseProfileFile(await file.text());
    if (parsed === null) {
      const message = t(
        'profiles.import-invalid',
        '{name} is not a profile file: choose a JSON file made with “Export”',
        { name: file.name }
      );
      toggleNotification({ type: 'danger', message });
    } else if (names.includes(parsed.name)) {
      setReplacing(parsed);
    } else {
      await send(parsed);
    }
  };

  const pick = (event: React.ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file must be choosable again after it was mended.
    event.target.value = '';
    if (file) void take(file);
  };

  return (
    <>
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          tabIndex={-1}
          aria-label={t('profiles.import-file', 'Profile file')}
          onChange={pick}
        />
      </VisuallyHidden>
      {replacing !== null && (
        <AskDialog
          title={t('profiles.replace-title', 'Replace “{name}”?', { name: replacing.name })}
          confirmLabel={t('profiles.replace', 'Replace')}
          onConfirm={() => send(replacing)}
          onClose={() => setReplacing(null)}
        >
          {t(
            'profiles.replace-text',
            'There is a profile of this name. Its settings are replaced by those of the file; its stored credentials stay.'
          )}
        </AskDialog>
      )}
    </>
  );
};

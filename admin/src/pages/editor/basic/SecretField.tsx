import type { SecretMarker } from '../../../../../shared/contracts/profile-views';
import { SecretField as Secret } from '../../../components/forms/SecretField';
import type { SecretDraft } from '../../../services/profiles';
import { useEditor } from '../editor-context';
import { messageOf } from '../model/problems';

interface SecretFieldProps {
  path: string;
  label: string;
  value: SecretDraft;
  /** Whether one is kept with the profile. */
  stored: SecretMarker;
  onChange: (value: SecretDraft) => void;
  /** Takes the secret away, and with it the authentication that needs it. */
  onRemove: () => void;
}

/** A secret of the profile that is being edited. */
export const SecretField = ({ path, ...field }: SecretFieldProps) => {
  const { isReadOnly, problems, saved } = useEditor();
  return (
    <Secret
      {...field}
      name={path}
      error={messageOf(problems, path)}
      savedAs={saved}
      isReadOnly={isReadOnly}
    />
  );
};

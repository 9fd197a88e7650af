import { Notice } from '../../../components/feedback/Notice';
import { defaultsFor, KEY_COLUMN, keyAttributeOf } from '../../../components/ldap/model/defaults';
import { useText } from '../../../hooks/useText';
import type { Wizard } from '../useWizard';

/** Says what the people of a directory are recognised by, and why it is not the user name. */
export const StableKey = ({ wizard: { draft, preview, matching } }: { wizard: Wizard }) => {
  const t = useText();
  const { assignment, key } = matching;
  const isFilled = assignment.get('user.externalId')?.column === KEY_COLUMN;
  if (draft.kind !== 'ldap' || key !== 'externalId' || !isFilled) return null;
  const attribute = keyAttributeOf(draft.ldap, defaultsFor(draft.ldap, [preview.vendor]));
  return (
    <Notice title={t('wizard.stable-key.title', 'People are recognised by the external ID')}>
      {t(
        'wizard.stable-key.body',
        'The column externalId has the value of {attribute}, which never changes, unlike user names: whoever gets another user name stays the same person.',
        { attribute: attribute ?? KEY_COLUMN }
      )}
    </Notice>
  );
};

import { Badge } from '@strapi/design-system';

import type { MissingPolicy, Mode } from '../../../../../shared/profile';
import type { RadioCard } from '../../../components/forms/RadioCards';
import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';

/** The modes with what each of them means for people's records. */
export const useModeCards = (): RadioCard<Mode>[] => {
  const t = useText();
  const words = useRunWords();
  return [
    {
      value: 'create-update-remove',
      title: words.mode('create-update-remove'),
      badge: (
        <Badge size="S" backgroundColor="success100" textColor="success700">
          {t('wizard.mode.usual', 'Usual')}
        </Badge>
      ),
      description: t(
        'wizard.mode.create-update-remove',
        'New people are created and known ones brought up to date. Who is no longer in the source is removed, but only if this profile brought them.'
      ),
    },
    {
      value: 'create-update',
      title: words.mode('create-update'),
      description: t(
        'wizard.mode.create-update',
        'New people are created and known ones brought up to date. Nobody is ever removed.'
      ),
    },
    {
      value: 'create-only',
      title: words.mode('create-only'),
      description: t(
        'wizard.mode.create-only',
        'New people are created. Whoever is there already stays exactly as they are.'
      ),
    },
    {
      value: 'replace',
      title: words.mode('replace'),
      badge: (
        <Badge size="S" backgroundColor="danger100" textColor="danger700">
          {t('wizard.mode.careful', 'Careful')}
        </Badge>
      ),
      description: t(
        'wizard.mode.replace',
        'The source is the whole truth: every other user is removed, whoever made them, with their entries and phones. Only protected users and Strapi’s administrators stay.'
      ),
    },
  ];
};

/** What can become of people that the source no longer has. */
export const useMissingCards = (): RadioCard<MissingPolicy>[] => {
  const t = useText();
  return [
    {
      value: 'remove',
      title: t('wizard.missing.remove', 'Remove'),
      description: t(
        'wizard.missing.remove.description',
        'The user, the phonebook entry and the phone are deleted.'
      ),
    },
    {
      value: 'disable',
      title: t('wizard.missing.disable', 'Disable'),
      description: t(
        'wizard.missing.disable.description',
        'The user is switched off and stays, with phonebook entry and phone. Who comes back into the source is switched on again.'
      ),
    },
  ];
};

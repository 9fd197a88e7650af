import type {
  NewPhonebook,
  PhonebookCondition,
  PhonebookView,
} from '../../../../shared/contracts/remote-phonebooks';
import { languageOf } from '../../../../shared/languages';
import { USUAL_ACCESS } from './texts';

/** What is typed, which may not be complete yet. */
export interface PhonebookDraft extends NewPhonebook {
  userName: string;
}

export const EMPTY_CONDITION: PhonebookCondition = {
  attribute: 'organisation',
  test: 'is',
  value: '',
};

/** What a new one begins with. @param locale the language of whoever makes it */
export const newDraft = (locale: string): PhonebookDraft => ({
  name: '',
  format: 'yealink',
  access: USUAL_ACCESS.yealink,
  language: languageOf(locale),
  labels: [],
  conditions: [],
  user: null,
  userName: '',
});

export const draftOf = ({
  name,
  format,
  access,
  language,
  labels,
  conditions,
  user,
  userName,
}: PhonebookView): PhonebookDraft => ({
  ...{ name, format, access, language, labels, conditions, user },
  userName: userName ?? '',
});

/** The same as it is sent. */
export const phonebookOf = ({ userName: _, ...draft }: PhonebookDraft): NewPhonebook => draft;

import { mayHoldRowValues } from '../../../shared/codes/format';
import type { StoredProblem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import { codeTexts } from '../../../shared/codes/texts';
import type { Language } from '../../../shared/languages';
import { HELD_DAYS } from '../runs/expiry';

/** Where a mail leads in the panel. */
export interface MailTarget {
  page: 'run' | 'profile';
  id: string;
}

/** What a mail is about. Nothing of it is a value of a row. */
export type MailSubject =
  | {
      kind: 'failed' | 'interrupted' | 'held' | 'recovered';
      startedAtMs: number;
      error: StoredProblem | null;
    }
  | { kind: 'overdue'; lastSuccessMs: number | null }
  | { kind: 'quarantined'; failures: number }
  | { kind: 'unremoved' }
  | { kind: 'kept'; count: number };

/** How the people who get it read: their language, and the time zone of the profile's schedule. */
export interface Readers {
  language: Language;
  timezone: string;
}

/** A time as people read it, with the place whose clock shows it. */
const timeFor = ({ language, timezone: timeZone }: Readers, time: number): string => {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone } as const;
  return `${new Intl.DateTimeFormat(language, format).format(time)} (${timeZone})`;
};

type Texts = ReturnType<typeof codeTexts>;

const reasonOf = (texts: Texts, error: StoredProblem | null): string[] => {
  if (!error) return [];
  if (!mayHoldRowValues(error)) return [texts.textOrStored(error)];
  const title = texts.title(error.code) ?? error.code;
  return [texts.textOrStored(problem('mail/reason', { title }))];
};

const aboutOf = (texts: Texts, profile: string, about: MailSubject, readers: Readers): string[] => {
  switch (about.kind) {
    case 'overdue': {
      const { lastSuccessMs } = about;
      const since = lastSuccessMs === null ? null : timeFor(readers, lastSuccessMs);
      return [texts.textOrStored(problem('mail/overdue', { profile, since }))];
    }
    case 'quarantined':
      return [
        texts.textOrStored(problem('mail/quarantined', { profile, failures: about.failures })),
      ];
    case 'unremoved':
      return [texts.textOrStored(problem('mail/unremoved', { profile }))];
    case 'kept':
      return [texts.textOrStored(problem('mail/kept', { profile, count: about.count }))];
    default: {
      const { kind: what, startedAtMs, error } = about;
      const start = timeFor(readers, startedAtMs);
      return [
        texts.textOrStored(problem('mail/run', { profile, start, what })),
        ...reasonOf(texts, error),
      ];
    }
  }
};

/**
 * The mail about something of a profile, in the language of those who get it.
 * @param address of the page in the panel where it goes on
 */
export const mailOf = (
  profile: string,
  about: MailSubject,
  readers: Readers,
  address: string
): { subject: string; text: string } => {
  const texts = codeTexts(readers.language);
  const { kind: what } = about;
  const paragraphs = [
    ...aboutOf(texts, profile, about, readers),
    texts.textOrStored(problem('mail/what-to-do', { what, days: HELD_DAYS })),
    texts.textOrStored(problem('mail/link', { address })),
    texts.textOrStored(problem('mail/next')),
  ];
  return {
    subject: texts.textOrStored(problem('mail/subject', { profile, what })),
    text: paragraphs.join('\n\n'),
  };
};

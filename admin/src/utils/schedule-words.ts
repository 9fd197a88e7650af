import cronstrue from 'cronstrue';
// Registers the languages with the library.
import 'cronstrue/locales/de';
import 'cronstrue/locales/es';
import 'cronstrue/locales/fr';

import { languageOf } from '../../../shared/languages';

const FIELDS = 5;

/** A schedule as people say it; null when it is no valid one. */
export const scheduleInWords = (cron: string, locale: string): string | null => {
  const text = cron.trim();
  if (!text.startsWith('@') && text.split(/\s+/).length !== FIELDS) return null;
  try {
    return cronstrue.toString(text, {
      locale: languageOf(locale),
      use24HourTimeFormat: true,
      verbose: true,
    });
  } catch {
    return null;
  }
};

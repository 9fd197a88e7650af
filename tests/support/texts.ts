import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { LANGUAGES, type Language } from '../../shared/languages';

const ROOT = join(__dirname, '..', '..');

type Texts = Record<string, string>;

const textsIn = (folder: string): Record<Language, Texts> =>
  Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      JSON.parse(readFileSync(join(ROOT, folder, `${language}.json`), 'utf8')) as Texts,
    ])
  ) as Record<Language, Texts>;

/** The panel's own texts, by language. */
export const PANEL_TEXTS = textsIn('admin/src/translations');

/** Those of codes. */
export const CODE_TEXTS = textsIn('shared/codes');

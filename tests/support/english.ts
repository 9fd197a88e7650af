import type { Page } from 'playwright-core';

import type { Language } from '../../shared/languages';
import { CODE_TEXTS, PANEL_TEXTS } from './texts';

/** Words that hardly an English sentence lacks, and that German, French and Spanish do not have. */
const WORDS =
  /\b(?:the|and|are|were|of|with|this|that|from|which|has|have|been|would|will be|your|they|there|not|nothing|than|then|when|where|what|who|only|each|every|again|more|people|rows?|files?)\b/i;

/** What the pages of the plugin and what lies over them show and have read out; code is the same in every language. */
const SHOWN = `((roots) => {
  const texts = new Set();
  const isCode = (element) => element.closest('code, pre, .cm-editor, style, script') !== null;
  const take = (text) => {
    const shown = (text ?? '').replace(/\\s+/g, ' ').trim();
    if (shown !== '') texts.add(shown);
  };
  for (const root of document.querySelectorAll(roots)) {
    for (const element of [root, ...root.querySelectorAll('*')]) {
      if (isCode(element)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) take(element.getAttribute(name));
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) take(node.data);
    }
  }
  return [...texts];
})`;

const EVERYTHING = 'main, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/** Those of the English texts that another language has not. */
const englishTexts = (language: Language): Set<string> => {
  const texts = new Set<string>();
  for (const { en, [language]: translated } of [PANEL_TEXTS, CODE_TEXTS]) {
    const own = new Set(Object.values(translated));
    for (const text of Object.values(en)) if (!own.has(text)) texts.add(text);
  }
  return texts;
};

/** The texts that a page shows in English though it is shown in another language. */
export const englishOn = async (
  page: Page,
  language: Exclude<Language, 'en'>,
  roots = EVERYTHING
): Promise<string[]> => {
  const english = englishTexts(language);
  const shown = await page.evaluate<string[]>(`${SHOWN}(${JSON.stringify(roots)})`);
  return shown.filter((text) => english.has(text) || WORDS.test(text));
};

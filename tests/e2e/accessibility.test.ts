import type { Page } from 'playwright-core';

import { LANGUAGES, type Language } from '../../shared/languages';
import { seriousViolations } from '../support/axe';
import { describeWithBrowser, launchBrowser } from '../support/browser';
import { englishOn } from '../support/english';
import { unreadableOn } from '../support/layout';
import { startPanel } from '../support/panel';
import {
  isData,
  makePanelData,
  PANEL_PAGES,
  shownIn,
  type PanelData,
  type PanelPage,
  type Shown,
} from '../support/panel-pages';
import { isLong } from '../support/rounds';
import { goTo, visit } from '../support/visitor';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [1440, 768, 390] as const;
/** High enough that nothing is out of sight below. */
const HEIGHT = 2400;

interface Look {
  theme: (typeof THEMES)[number];
  width: (typeof WIDTHS)[number];
}

const LOOKS: Look[] = WIDTHS.flatMap((width) => THEMES.map((theme) => ({ theme, width })));

/** The pages that are looked at in a language, and how: in the CI each page once, and every language, theme and width. */
const seenIn = (language: Language): [string, PanelPage, Look[]][] =>
  PANEL_PAGES.flatMap((shown, index): [string, PanelPage, Look[]][] => {
    if (isLong) return [[shown.name, shown, LOOKS]];
    const look = LOOKS[index % LOOKS.length];
    const isIts =
      Math.floor(index / LOOKS.length + index) % LANGUAGES.length === LANGUAGES.indexOf(language);
    return look && isIts ? [[shown.name, shown, [look]]] : [];
  });

/** What a page's script has, as far as it is asked for here. */
interface Drawn {
  document: { body: object };
  getComputedStyle(element: object): { backgroundColor: string };
}

const backgroundOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { document, getComputedStyle } = globalThis as unknown as Drawn;
    return getComputedStyle(document.body).backgroundColor;
  });

/** Shows a page that is there in another theme. */
const turn = async (page: Page, theme: Look['theme'], light: string): Promise<void> => {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction(
    ([before, isLight]) => {
      const { document, getComputedStyle } = globalThis as unknown as Drawn;
      return (getComputedStyle(document.body).backgroundColor === before) === isLight;
    },
    [light, theme === 'light'] as const
  );
};

/** What is wrong with a page as it is shown, in one look. */
const wrongWith = async ({ page, language }: Shown, part: string): Promise<unknown[]> => [
  ...(await seriousViolations(page.locator(part).first())),
  ...(await unreadableOn(page, part)),
  ...(language === 'en' ? [] : await englishOn(page, language, part)).filter(
    (text) => !isData(text)
  ),
];

describeWithBrowser('every page and dialog', (executable) => {
  let data: PanelData;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const panel = await startPanel();
    data = await makePanelData(panel);
    const browser = await launchBrowser(executable);
    ({ page, errors } = await visit(browser, panel, { theme: 'system' }));
  });

  describe.each(LANGUAGES)('in "%s"', (language) => {
    let light: string;

    beforeAll(async () => {
      await page.addInitScript(`localStorage.setItem('strapi-admin-language', '${language}')`);
      // The panel takes its language when it is loaded.
      await page.goto('/admin/plugins/directory-connector/runs');
    });

    it.each(seenIn(language))(
      '%s: nothing serious, nothing cut off, nothing in another language',
      async (_name, { path, ready, open, part = 'main' }, looks) => {
        const shown = shownIn(page, language, data);
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
        // What the page before has opened hides the rest of one that has the same address.
        await page.keyboard.press('Escape');
        await goTo(page, path(data, language));
        await ready(shown).waitFor();
        light ??= await backgroundOf(page);
        await open?.(shown);
        // Strapi's own buttons have less contrast below the pointer.
        await page.mouse.move(0, 0);
        await page.locator(part).first().waitFor();
        const wrong: object[] = [];
        for (const look of looks) {
          await page.setViewportSize({ width: look.width, height: HEIGHT });
          await turn(page, look.theme, light);
          const found = await wrongWith(shown, part);
          if (found.length > 0) wrong.push({ ...look, found });
        }
        expect(wrong).toEqual([]);
        expect(errors).toEqual([]);
      }
    );
  });
});

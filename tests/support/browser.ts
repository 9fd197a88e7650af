import type { Browser } from 'playwright-core';

import { endingOf } from './endings';
import { systemProgram } from './system-program';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium, at best the one without windows; null where there is none and none may be installed. */
export const chromiumPath = (): string | null =>
  systemProgram('chromium-headless-shell', [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
  ]);

/** `describe` where there is a browser; else the tests are skipped, saying why. */
export const describeWithBrowser = (name: string, tests: (executable: string) => void): void => {
  const executable = chromiumPath();
  if (executable) {
    describe(name, () => tests(executable));
  } else {
    describe.skip(`${name} (needs Chromium: apt-get install chromium-headless-shell)`, () =>
      tests(''));
  }
};

/** It is closed with the test file. */
export const launchBrowser = async (executablePath: string): Promise<Browser> => {
  const browser = await outside.chromium.launch({ executablePath, headless: true, args: FLAGS });
  endingOf(() => browser.close());
  return browser;
};

import type { Core } from '@strapi/strapi';

import { tell } from './secrets/told';

type Level = 'error' | 'warn' | 'info' | 'debug';

/** Takes what an app logs on these levels instead of its log; `end` lets it log again. */
export const catchLog = (strapi: Core.Strapi, levels: Level[]) => {
  const lines: string[] = [];
  const spies = levels.map((level) =>
    jest.spyOn(strapi.log, level).mockImplementation((...parts: unknown[]) => {
      const line = parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
      lines.push(line.join(' '));
      tell('the log', line.join(' '));
      return strapi.log;
    })
  );
  return { lines, end: (): void => spies.forEach((spy) => spy.mockRestore()) };
};

import { readFile } from 'node:fs/promises';

import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type { ProfileView } from '../../../shared/contracts/profiles';
import { messageOf } from '../utils/errors';
import { getService } from '../utils/get-service';
import { type Arguments, UsageError } from './arguments';
import type { Answer } from './output';
import { EXIT } from './report';

export interface CommandContext {
  strapi: Core.Strapi;
  arguments: Arguments;
}

export type Command = (context: CommandContext) => Promise<Answer>;

export const done = (json: object, text: string): Answer => ({
  json,
  text,
  exitCode: EXIT.succeeded,
});

/** The profile that a command is about. @throws UsageError */
export const profileNamed = async ({
  strapi,
  arguments: { operand },
}: CommandContext): Promise<ProfileView> => {
  const profiles = getService('profiles', { strapi });
  const profile = await profiles.findByName(operand);
  if (profile) return profile;
  const known = (await profiles.list()).map(({ name }) => name);
  throw new UsageError(problem('unknown-profile', { profile: operand, known }));
};

/** What a file that is given to a command holds. @throws UsageError */
export const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(problem('file-not-found/given', { file }), { cause });
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const what = problem('invalid-json/file', { file, reason: messageOf(cause) });
    throw new UsageError(what, { cause });
  }
};

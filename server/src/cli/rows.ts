import { readFile } from 'node:fs/promises';

import { problem } from '../../../shared/codes/problems';
import { pushFile } from '../../../shared/contracts/machines';
import type { ProfileView } from '../../../shared/contracts/profiles';
import type { Delivery } from '../machines/starts';
import { linesOfPushed, PUSHED_NAME } from '../sources/push/lines';
import { validate } from '../utils/validation';
import { UsageError } from './arguments';

/** The rows of a file, as they would be sent. @throws UsageError; ValidationError */
export const readRows = async (
  { mode }: Pick<ProfileView, 'mode'>,
  file: string
): Promise<Pick<Delivery, 'name' | 'content'>> => {
  const text = await readFile(file, 'utf8');
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The error of JavaScript quotes what it has found.
    throw new UsageError(problem('request-unreadable'));
  }
  const rows = validate(pushFile, given);
  if (mode === 'replace' && !rows.complete) {
    throw new UsageError(problem('incomplete-for-replace'));
  }
  return { name: PUSHED_NAME, content: linesOfPushed(rows) };
};

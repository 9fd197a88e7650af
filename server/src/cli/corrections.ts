import type { Core } from '@strapi/strapi';
import { z } from 'zod';

import { problem } from '../../../shared/codes/problems';
import type { ProfileView } from '../../../shared/contracts/profiles';
import type { LineFix } from '../../../shared/contracts/uploads';
import { boundToLine } from '../controllers/bound-corrections';
import { createCellMask } from '../controllers/secret-columns';
import { fixSchema, withFix } from '../uploads/corrections';
import { getService } from '../utils/get-service';
import { validate } from '../utils/validation';
import { UsageError } from './arguments';
import { type Command, done, profileNamed, readJson } from './command';
import { table } from './table';

/** What is done to a line, without its secrets. */
const correctionText = (fix: LineFix): string => {
  if ('skip' in fix) return fix.skip === 'keep' ? 'left as stored' : 'no person';
  if ('column' in fix) return `${fix.column}: ${fix.value}`;
  const words = fix.steps.map((step) =>
    'join' in step
      ? `join cell ${step.join + 1} with the next`
      : `split cell ${step.split + 1} after ${step.at} characters`
  );
  return words.join(', ');
};

const given = z.union([z.array(fixSchema), fixSchema.transform((fix) => [fix])]);

/** Corrects rows of the file that the profile's last run has read: all that a file asks for, or nothing. */
const add = async (strapi: Core.Strapi, { id, name }: ProfileView, file: string): Promise<void> => {
  const fixes = validate(given, await readJson(file));
  const run = await getService('uploads', { strapi }).keptRun(id);
  if (run === null) throw new UsageError(problem('wrong-usage/no-kept-file', { profile: name }));
  const bound: LineFix[] = [];
  for (const fix of fixes) bound.push(await boundToLine(strapi, id, run, fix));
  await getService('lineFixes', { strapi }).change(id, (before) =>
    bound.reduce((all, fix) => withFix<LineFix>(all, fix), before)
  );
};

/** Takes back what is listed for a row. */
const remove = async (
  strapi: Core.Strapi,
  { id, name }: ProfileView,
  row: number
): Promise<void> => {
  await getService('lineFixes', { strapi }).change(id, (before) => {
    const others = before.filter((fix) => fix.row !== row);
    if (others.length < before.length) return others;
    throw new UsageError(problem('wrong-usage/no-correction', { profile: name, row }));
  });
};

/** The corrections of lines in files that nobody uploads, and which of them no longer apply; after what is changed of them. */
export const corrections: Command = async (context) => {
  const { strapi } = context;
  const profile = await profileNamed(context);
  const { remove: row, add: file } = context.arguments;
  if (row !== null) await remove(strapi, profile, row);
  if (file !== null) await add(strapi, profile, file);
  const { columns } = await getService('profiles', { strapi }).knownSecrets(profile.id);
  const mask = createCellMask(columns);
  const fixes = (await getService('lineFixes', { strapi }).find(profile.id)).map(mask.fix);
  const lines = fixes.map((fix) => [fix.row, correctionText(fix), fix.found === 1 ? 'yes' : 'no']);
  return done(fixes, table(['Row', 'Correction', 'Applies'], lines));
};

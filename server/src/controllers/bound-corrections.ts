import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type { LineFix, RowFix } from '../../../shared/contracts/uploads';
import { asUploaded } from '../profiles/delivery';
import { ConnectorError, NotFoundError } from '../utils/errors';
import { getService } from '../utils/get-service';
import type { RowRequest } from '../worker/pool';

export const rowNotThere = (row: number): NotFoundError =>
  new NotFoundError(problem('row-not-found/at-line', { row }));

/** One row of the file that a run has read, where it is kept. @throws NotFoundError */
export const rowOfRun = async (
  strapi: Core.Strapi,
  id: string,
  run: string,
  row: number
): Promise<RowRequest> => {
  const { file: profile, pinned } = await getService('profiles', { strapi }).load(id);
  const { source } = profile;
  const isKept = await getService('uploads', { strapi }).keeps(run, id);
  if (source.type !== 'csv' || !isKept) throw rowNotThere(row);
  return {
    profile: { ...profile, source: asUploaded(source) },
    pinned,
    upload: run,
    lines: await getService('lineFixes', { strapi }).forReading(id),
    pick: { from: row, search: '' },
  };
};

/**
 * A correction of a row in such a file, bound to the text of its line.
 * @throws NotFoundError; ConnectorError `line-not-unique`
 */
export const boundToLine = async (
  strapi: Core.Strapi,
  id: string,
  run: string,
  fix: RowFix
): Promise<LineFix> => {
  const found = await getService('workers', { strapi }).row(
    await rowOfRun(strapi, id, run, fix.row)
  );
  const line = found?.line ?? null;
  if (line?.digest == null) throw rowNotThere(fix.row);
  const { digest, count } = line;
  if (count === 1) return { ...fix, line: digest, found: count };
  throw new ConnectorError(problem('line-not-unique', { row: fix.row, count }));
};

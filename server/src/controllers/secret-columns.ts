import type { Core } from '@strapi/strapi';

import { inEnglish } from '../../../shared/codes/texts';
import type { Browse, BrowseView } from '../../../shared/contracts/ldap';
import type { Detection, DetectionView } from '../../../shared/contracts/sources';
import type { RowValue } from '../../../shared/contracts/trials';
import type { RowFix } from '../../../shared/contracts/uploads';
import { hiddenCells, isHiddenColumn } from '../../../shared/secret-names';
import { MASK } from '../../../shared/text';
import { getService } from '../utils/get-service';
import type { RequestContext } from './request';

/**
 * The columns that stored profiles make secrets of, and that the person may not see in their sources
 * therefore; none of a profile for whoever may fetch its credentials.
 * @param profiles the ids of those whose source it is; null where it is that of none
 */
export const secretColumnsFor = async (
  strapi: Core.Strapi,
  ctx: RequestContext,
  ...profiles: (string | null)[]
): Promise<string[]> => {
  const { may } = getService('delegation', { strapi });
  const ids = new Set(profiles.filter((id) => id !== null));
  const found = [...ids].map(async (id) => {
    if (await may(ctx.state, 'runs.credentials', id)) return [];
    const { columns } = await getService('profiles', { strapi }).knownSecrets(id);
    return columns;
  });
  return (await Promise.all(found)).flat();
};

/** Shows cells, those of secret columns masked: by the columns' names, or because they are known as such. */
export const createCellMask = (secret: readonly string[]) => {
  const isHidden = isHiddenColumn(secret);

  const cell = (column: string, value: string): string =>
    value !== '' && isHidden(column) ? MASK : value;

  const values = (row: Record<string, RowValue>): Record<string, RowValue> =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        typeof value === 'string' ? cell(column, value) : value.map((one) => cell(column, one)),
      ])
    );

  return {
    /** The first entries of a directory. */
    browse: (browse: Browse): BrowseView => ({
      ...browse,
      problem: browse.problem && inEnglish(browse.problem),
      rows: browse.rows.map((row) => ({ number: row.number, values: values(row.values) })),
    }),

    detection: (detection: Detection): DetectionView => {
      const hides = hiddenCells(detection.columns.map(isHidden));
      const rows = detection.rows.map(({ number, cells }) => ({
        number,
        cells: cells.map((value, index) => (value !== '' && hides(cells, index) ? MASK : value)),
      }));
      const { issues, problem } = detection;
      return {
        ...detection,
        rows,
        issues: issues.map(inEnglish),
        problem: problem && inEnglish(problem),
      };
    },

    fix: <Fix extends RowFix>(fix: Fix): Fix =>
      'column' in fix ? { ...fix, value: cell(fix.column, fix.value) } : fix,
  };
};

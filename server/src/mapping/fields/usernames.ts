import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { Conversion, FieldValue } from '../../../../shared/profile/fields';
import { cleanCell } from '../values/cleaning';
import { login } from '../expressions/functions';
import type { Samples } from '../types';

/** What can stand for a user name: in words, and as a profile has it. */
export interface UsernameProposal {
  words: Problem;
  value: FieldValue;
}

type Found = 'email' | 'extension' | 'external-id' | 'made';

interface Candidate {
  found: Found;
  columns: string[];
  value: FieldValue;
  /** What it gives, row by row. */
  samples: string[];
}

const ofColumn = (found: Found, column: string | undefined, samples: Samples): Candidate[] =>
  column === undefined
    ? []
    : [{ found, columns: [column], value: { column }, samples: [...(samples.get(column) ?? [])] }];

const filled = (values: readonly string[]): string[] =>
  values.map(cleanCell).filter((value) => value !== '');

/** Whether two rows have the same value, whatever its case. */
export const areShared = (values: readonly string[]): boolean => {
  const given = filled(values).map((value) => value.toLowerCase());
  return new Set(given).size < given.length;
};

/** A login name made of the parts of a person's name, or of all of it. */
function madeOf(user: ReadonlyMap<string, string>, samples: Samples): Candidate[] {
  const parts = ['firstName', 'lastName'].flatMap((name) => user.get(name) ?? []);
  const columns = parts.length === 2 ? parts : [user.get('displayName') ?? []].flat();
  const [column, ...others] = columns;
  if (column === undefined) return [];
  const joined: Conversion[] =
    others.length > 0 ? [{ join: { columns: others, separator: ' ' } }] : [];
  const rows = (samples.get(column) ?? []).map((value, row) =>
    [value, ...others.map((other) => samples.get(other)?.[row] ?? '')].map(cleanCell)
  );
  return [
    {
      found: 'made',
      columns,
      value: { column, convert: [...joined, 'login'] },
      samples: rows.map((cells) => login(...cells.filter((cell) => cell !== '')) ?? ''),
    },
  ];
}

/**
 * What can stand for a user name where no column holds one, best first: what everybody has and
 * nobody shares, as far as the first rows tell. Without a column for it, the external id is one already.
 */
export function proposeUsernames(
  user: ReadonlyMap<string, string>,
  samples: Samples
): UsernameProposal[] {
  const externalId = user.get('externalId');
  if (user.has('username') && user.get('username') !== externalId) return [];
  return [
    ...ofColumn('email', user.get('email'), samples),
    ...ofColumn('extension', user.get('extension'), samples),
    ...ofColumn('external-id', externalId, samples),
    ...madeOf(user, samples),
  ]
    .flatMap(({ found, columns: named, value, samples: all }) => {
      const given = filled(all);
      const [example] = given;
      if (example === undefined || areShared(given)) return [];
      const lacking = all.length - given.length;
      const words = problem(`username-proposal/${found}`, { columns: named, example, lacking });
      return [{ lacking, proposal: { words, value } }];
    })
    .sort((one, other) => Number(one.lacking > 0) - Number(other.lacking > 0))
    .map(({ proposal }) => proposal);
}

import { isDeepStrictEqual } from 'node:util';
import { identityOf } from '../../../../shared/identity';
import { type KeyNames, keyValue } from '../../utils/record-keys';
import type { RawRecord } from '../template/document';
import { columnsBehind, type VariableLineage } from '../lineage';
import type { Assumption, Template } from '../template';
import type { MappedRecord } from '../types';

/** The columns that each of a template's conditions depends on; null where it can see all of them. */
export const columnsOfConditions = (
  { conditions }: Pick<Template, 'conditions'>,
  lineage: VariableLineage
): (readonly string[] | null)[] =>
  conditions.map(({ tested, compared }) => columnsBehind([...tested, ...compared], lineage));

/** The numbers of the conditions that a row cannot decide, since it lacks a cell that they depend on. */
export const undecided = (
  conditions: readonly (readonly string[] | null)[],
  missingCells: readonly string[]
): number[] =>
  conditions.flatMap((columns, index) =>
    columns === null || columns.some((column) => missingCells.includes(column)) ? [index] : []
  );

/**
 * What a row asks for in other cases: with all of these conditions true, or else with one after the
 * other, and with all of them false. Null stands for a case in which it asks for nothing that can be read.
 */
export function inOtherCases<Result>(
  conditions: readonly number[],
  attempt: (assumption: Assumption) => Result | null
): (Result | null)[] {
  const assume = (numbers: readonly number[], isTrue: boolean): Result | null =>
    attempt({ conditions: new Set(numbers), isTrue });
  const none = assume(conditions, false);
  const all = assume(conditions, true);
  if (all !== null || conditions.length === 1) return [none, all];
  // Alternatives that exclude each other cannot be rendered together.
  return [none, ...conditions.map((one) => assume([one], true))];
}

/** Takes out of a row's records the values that would be others in another case. */
export function withoutUndecided(
  records: readonly RawRecord[],
  cases: readonly (readonly RawRecord[])[]
): RawRecord[] {
  const others = cases.map((other) => byPlace(other));
  const visit = (record: RawRecord): RawRecord => {
    const same = others.flatMap((places) => places.get(placeOf(record)) ?? []);
    const fields = new Map(
      [...record.fields].filter(([attribute, value]) =>
        same.every((other) => isDeepStrictEqual(other.fields.get(attribute), value))
      )
    );
    return { ...record, fields, children: record.children.map(visit) };
  };
  return records.map(visit);
}

const placeOf = ({ type, place }: RawRecord): string => `${type} ${place}`;

function byPlace(records: readonly RawRecord[]): Map<string, RawRecord> {
  const found = new Map<string, RawRecord>();
  const visit = (record: RawRecord): void => {
    found.set(placeOf(record), record);
    record.children.forEach(visit);
  };
  records.forEach(visit);
  return found;
}

/** The records that a row asks for in another case only, by what tells them apart. */
export function onlyElsewhere(
  records: readonly MappedRecord[],
  others: readonly MappedRecord[],
  keys: KeyNames
): MappedRecord[] {
  const nameOf = ({ type, place, attributes }: MappedRecord): string => {
    const value = keyValue(keys[type], attributes);
    return `${type} ${value === null ? place : identityOf(keys[type], value)}`;
  };
  const known = new Set(records.map(nameOf));
  return others.filter((record) => {
    const name = nameOf(record);
    if (known.has(name)) return false;
    known.add(name);
    return true;
  });
}

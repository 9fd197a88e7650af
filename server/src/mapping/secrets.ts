import { ATTRIBUTES, isSecret, RECORD_TYPES, type RecordType } from '../../../shared/records';
import { definitionOf } from './field-names';
import type { Lineage } from './lineage';
import { normalizeName } from './names';
import type { MappedRecord } from './types';

/** Stands for a secret wherever people look. */
export const MASK = '•••';

const SECRET_NAMES: ReadonlySet<string> = new Set(
  RECORD_TYPES.flatMap((type) =>
    Object.entries(ATTRIBUTES[type])
      .filter(([, definition]) => isSecret(definition))
      .flatMap(([attribute, { synonyms }]) => [normalizeName(attribute), ...synonyms])
  )
);

/** `type.attribute` → the variables that fill it. */
export type Fills = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The columns and variables whose values must not be seen: columns named like a secret, what fills
 * nothing but secrets, and every variable computed from such a column. A column that fills something
 * visible as well is not hidden by also filling a secret.
 */
export function findSecrets(
  columns: readonly string[],
  fills: Fills,
  lineage: Lineage
): Set<string> {
  const named = columns.filter((column) => SECRET_NAMES.has(normalizeName(column)));
  const visible = new Set<string>();
  const filling = new Set<string>();
  for (const [target, variables] of fills) {
    const isHidden = isSecretTarget(target);
    for (const variable of variables) {
      const plain = lineage.plainColumn(variable);
      const names = isHidden
        ? [variable, ...(lineage.columnsOf(variable) ?? [])]
        : [variable, plain];
      for (const name of names) if (name !== null) (isHidden ? filling : visible).add(name);
    }
  }
  const secret = new Set([...named, ...[...filling].filter((name) => !visible.has(name))]);
  for (const variable of lineage.variables) {
    const read = lineage.columnsOf(variable);
    if (read === null ? secret.size > 0 : read.some((column) => secret.has(column)))
      secret.add(variable);
  }
  return secret;
}

/**
 * The columns that secrets are made of, whatever else they fill: not even a blank of theirs may be
 * taken. Null where a secret may be made of any column.
 */
export function columnsOfSecrets(fills: Fills, lineage: Lineage): Set<string> | null {
  const found = new Set<string>();
  for (const [target, variables] of fills) {
    if (!isSecretTarget(target)) continue;
    for (const variable of variables) {
      const columns = lineage.columnsOf(variable);
      if (columns === null) return null;
      for (const column of columns) found.add(column);
    }
  }
  return found;
}

function isSecretTarget(target: string): boolean {
  const [type, attribute] = target.split('.') as [RecordType, string];
  return isSecret(definitionOf(type, attribute));
}

/** A copy of named values in which the secret ones are masked, the empty ones excepted. */
export const maskValues = <Value>(
  values: Iterable<readonly [string, Value]>,
  secrets: ReadonlySet<string>
): Record<string, Value | string> =>
  Object.fromEntries(
    [...values].map(([name, value]) => [name, secrets.has(name) && isSet(value) ? MASK : value])
  );

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** A copy of a record in which secret attributes are masked. */
export function maskRecord(record: MappedRecord): MappedRecord {
  const attributes = Object.entries(record.attributes).map(([attribute, value]) => {
    const isMasked = value !== null && isSecret(definitionOf(record.type, attribute));
    return [attribute, isMasked ? MASK : value] as const;
  });
  return {
    ...record,
    attributes: Object.fromEntries(attributes),
    children: record.children.map(maskRecord),
  };
}

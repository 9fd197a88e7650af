import { problem } from '../../../shared/codes/problems';
import type { Issue } from '../../../shared/contracts/issues';
import { isSecret } from '../../../shared/records';
import { isHiddenColumn } from '../../../shared/secret-names';
import { MASK, visible } from '../../../shared/text';
import { ConnectorError, kindOf, problemOf } from '../utils/errors';
import type { RowValues } from './expressions/evaluation';
import type { Expression } from './expressions';
import { InvalidJson, locate } from './template/json-template';
import type { VariableLineage } from './lineage';
import { definitionOf, isSecretTarget, OWNER_FIELD } from './names';
import type { Rendering } from './template';
import { textOf, UserValue } from './values/rendered';
import type { MappedRecord, MappingDefinition } from './types';

/** `type.attribute` → the variables that fill it. */
export type Fills = ReadonlyMap<string, ReadonlySet<string>>;

/** The columns and variables whose values must not be seen. */
export interface Secrets {
  columns: ReadonlySet<string>;
  variables: ReadonlySet<string>;
  /** The columns that hold secrets themselves: by their names, or because they become a secret and nothing else. */
  guarded: ReadonlySet<string>;
  /** Whether what a template calls by this name is hidden. */
  hides(name: string): boolean;
  /** The guarded columns that a value of this name comes from. */
  sourcesOf(name: string): string[];
}

/** Where of a template values must not be seen. */
export interface HiddenSites {
  /** The template's sites whose values come from a secret. */
  hiddenSites: ReadonlySet<number>;
  /** The sites whose values are part of an attribute that is kept secret. */
  secretSites: ReadonlySet<number>;
  /** True where the value of a secret decides what is rendered: then nothing of it may be seen. */
  hidesAll: boolean;
}

/**
 * The columns and variables whose values must not be seen: columns named like a secret or known as
 * one, unless the profile reveals them, what nothing but secrets are made of, and every variable that is computed
 * from such a column. A column that something visible is made of as well is not hidden by also
 * filling a secret.
 */
export function findSecrets(
  columns: readonly string[],
  fills: Fills,
  lineage: VariableLineage,
  { reveal, secret = [] }: Pick<MappingDefinition, 'reveal' | 'secret'>
): Secrets {
  const defined = new Set(lineage.variables);
  const visible = madeOf(fills, lineage, (target) => !isSecretTarget(target));
  const filling = madeOf(fills, lineage, isSecretTarget);
  const shown = new Set(reveal.map((column) => column.toLowerCase()));
  const isHidden = (column: string): boolean => !shown.has(column.toLowerCase());

  const isKnown = isHiddenColumn(secret);
  const named = columns.filter(isKnown);
  const guarded = new Set([...named, ...without(filling.plain, visible.columns)].filter(isHidden));
  const hidden = new Set([
    ...guarded,
    ...without(filling.columns, visible.columns).filter(isHidden),
  ]);
  const among = (set: ReadonlySet<string>, name: string): string[] => {
    const read = lineage.readsOf(name);
    return read === null ? [...set] : read.filter((column) => set.has(column));
  };
  const variables = new Set([
    ...without(filling.variables, visible.variables),
    ...lineage.variables.filter((variable) => among(hidden, variable).length > 0),
  ]);
  return {
    columns: hidden,
    variables,
    guarded,
    hides: (name) => (defined.has(name) ? variables : hidden).has(name),
    sourcesOf: (name) => among(guarded, name),
  };
}

interface Ingredients {
  columns: Set<string>;
  /** The columns that are taken unchanged. */
  plain: Set<string>;
  variables: Set<string>;
}

/** What the targets of a kind are made of. A variable may have the name of a column that it does not read. */
function madeOf(
  fills: Fills,
  lineage: VariableLineage,
  isMeant: (target: string) => boolean
): Ingredients {
  const found: Ingredients = { columns: new Set(), plain: new Set(), variables: new Set() };
  for (const [target, names] of fills) {
    if (!isMeant(target)) continue;
    for (const name of names) {
      if (lineage.variables.includes(name)) found.variables.add(name);
      for (const column of lineage.readsOf(name) ?? []) found.columns.add(column);
      const plain = lineage.plainColumn(name);
      if (plain !== null) found.plain.add(plain);
    }
  }
  return found;
}

/**
 * The columns that secrets are made of, whatever else they fill: not even a blank of theirs may be
 * taken. Null where a secret may be made of any column.
 */
export function columnsOfSecrets(fills: Fills, lineage: VariableLineage): Set<string> | null {
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

const without = (names: Iterable<string>, others: ReadonlySet<string>): string[] =>
  [...names].filter((name) => !others.has(name));

/** A copy of named values in which the hidden ones are masked, the empty ones excepted. */
export const maskValues = <Value>(
  values: Iterable<readonly [string, Value]>,
  hidden: ReadonlySet<string>
): Record<string, Value | string> =>
  Object.fromEntries(
    [...values].map(([name, value]) => [name, hidden.has(name) && isSet(value) ? MASK : value])
  );

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** A copy of a record in which secrets are masked: its secret attributes, and what comes from a secret. */
export function maskRecord(record: MappedRecord): MappedRecord {
  const hidden = new Set(record.secret);
  const attributes = Object.entries(record.attributes).map(([attribute, value]) => {
    const isMasked = hidden.has(attribute) || isSecret(definitionOf(record.type, attribute));
    return [attribute, isMasked && value !== null ? MASK : value] as const;
  });
  const references = Object.entries(record.references ?? {}).map(([attribute, pieces]) => [
    attribute,
    hidden.has(attribute) ? [MASK] : pieces,
  ]);
  return {
    ...record,
    attributes: Object.fromEntries(attributes),
    ...(record.references && { references: Object.fromEntries(references) }),
    owner: record.owner !== null && hidden.has(OWNER_FIELD) ? MASK : record.owner,
    children: record.children.map(maskRecord),
  };
}

/** The issue of an expression that failed with a row. */
export function expressionIssue(
  error: unknown,
  expression: Expression,
  row: number,
  values: RowValues,
  secrets: Secrets
): Issue {
  const thrown = problemOf(toConnectorError(error));
  const columns = expression.columns ?? [...secrets.columns];
  const isSecret =
    columns.some((column) => secrets.columns.has(column)) ||
    expression.variables.some((variable) => secrets.variables.has(variable));
  const [column] = expression.columns?.length === 1 ? expression.columns : [];
  const found = column === undefined ? '' : visible(textOf(values[column]).slice(0, 100));
  return {
    row,
    column: expression.field,
    value: found === '' ? null : isSecret ? MASK : found,
    severity: 'error',
    ...(isSecret && thrown.code === 'expression-error'
      ? problem('expression-error/secret')
      : thrown),
  };
}

/** The issue of a row that the template could not be rendered for, or whose text cannot be read. */
export function renderingIssue(
  error: unknown,
  row: number,
  rendering: Rendering | null,
  { written, ...hidden }: HiddenSites & { written: string }
): Issue {
  const thrown = problemOf(toConnectorError(error));
  const issue: Issue = { row, column: written, value: null, severity: 'error', ...thrown };
  if (!(error instanceof InvalidJson) || !rendering) return issue;
  const { line, column, excerpt } = locate(
    rendering.text,
    error.offset,
    maskedOutputs(rendering, hidden)
  );
  return {
    ...issue,
    value: excerpt,
    ...problem('invalid-json', { reason: error.reason, line, column }),
  };
}

/** The values that a rendering put in, the secret ones masked. */
export function maskedOutputs(
  { outputs }: Rendering,
  { hiddenSites, secretSites, hidesAll }: HiddenSites
): unknown[] {
  return outputs.map(({ site, value }) => {
    const isHidden = hidesAll || secretSites.has(site) || hiddenSites.has(site);
    if (isHidden && textOf(value) !== '') return MASK;
    return value instanceof UserValue ? value.toString() : value;
  });
}

/** An error that is not ours is a defect, and still must not end the run. */
const toConnectorError = (error: unknown): ConnectorError =>
  error instanceof ConnectorError
    ? error
    : new ConnectorError(problem('mapping-error', { kind: kindOf(error) }), { cause: error });

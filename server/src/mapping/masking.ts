import { problem, type Problem, withNotes } from '../../../shared/codes/texts';
import { isSecret } from '../../../shared/records';
import { isHiddenColumn } from '../../../shared/secret-names';
import { MASK } from '../../../shared/text';
import type { Diagnostics, Position } from './diagnostics';
import type { Expression } from './expressions';
import { NAME, type TemplateLineage, type VariableLineage } from './lineage';
import { definitionOf, isSecretTarget, OWNER_FIELD } from './names';
import type { Template } from './template';
import type { MappedRecord, MappingDefinition, SecretUse } from './types';

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

/** The parts of a mapping in which a secret could come to light. */
interface SecretUses {
  preFilter: Expression | null;
  template: Template;
  templateLineage: TemplateLineage;
  secrets: Secrets;
  /** Null where the source's columns are not known. */
  columns: readonly string[] | null;
}

/** What is done with secret columns that a new profile may not do. */
interface SecretExposure {
  /** `type.attribute` that everybody may see and that a secret column fills. */
  targets: string[];
  /** Whether the value of a secret decides what is rendered. */
  decides: boolean;
}

/** Finds what a mapping does with secrets: a problem where it is to be refused, one warning of each kind where it goes on. */
export function checkSecrets(
  uses: SecretUses,
  refuse: readonly SecretUse[],
  diagnostics: Diagnostics
): SecretExposure {
  checkFilter(uses, refuse, diagnostics);
  const decides = checkConditions(uses, refuse.includes('test'), diagnostics);
  const targets = checkTargets(uses, refuse.includes('show'), diagnostics);
  return { targets, decides };
}

/** Finds what a pre-filter alone does with secrets. */
export function checkFilter(
  { preFilter, secrets, columns }: Pick<SecretUses, 'preFilter' | 'secrets' | 'columns'>,
  refuse: readonly SecretUse[],
  diagnostics: Diagnostics
): void {
  if (!preFilter) return;
  const read = preFilter.reads?.filter((column) => secrets.guarded.has(column));
  const [first] = read ?? secrets.guarded;
  const mayReadAny = read === undefined && columns === null;
  if (first === undefined && !mayReadAny) return;
  const what =
    first === undefined
      ? problem('secret-in-filter/whole-row')
      : problem('secret-in-filter', { columns: [...new Set(read ?? secrets.guarded)] });
  if (refuse.includes('test')) {
    const place = first === undefined ? null : (preFilter.places.get(first) ?? null);
    diagnostics.problem('preFilter', what, place);
  } else if (first !== undefined) {
    const applied = problem('applied-as-before', { masked: false });
    diagnostics.warn('preFilter', withNotes(what, applied));
  }
}

/** Whether the value of a secret decides what is rendered. */
function checkConditions(
  { template, secrets }: SecretUses,
  isRefused: boolean,
  diagnostics: Diagnostics
): boolean {
  const found = template.conditions.flatMap(({ tested, compared, position }) => {
    // Whether a computed value is there may depend on the secret's value.
    const names = [...compared, ...tested.filter((name) => secrets.variables.has(name))];
    const sources = names.filter(secrets.hides).flatMap(secrets.sourcesOf);
    return sources.length > 0 ? [{ sources, position }] : [];
  });
  const decidesBy = (sources: string[]): Problem =>
    problem('secret-in-condition', { columns: [...new Set(sources)] });
  if (isRefused) {
    for (const { sources, position } of found) {
      diagnostics.problem('template', decidesBy(sources), position);
    }
  } else if (found.length > 0) {
    const what = decidesBy(found.flatMap(({ sources }) => sources));
    const applied = problem('applied-as-before', { masked: true });
    diagnostics.warn('template', withNotes(what, applied));
  }
  return found.length > 0;
}

interface Showing {
  target: string;
  sources: string[];
  position: Position;
}

/** The attributes that a secret column fills though everybody may see them. */
function checkTargets(uses: SecretUses, isRefused: boolean, diagnostics: Diagnostics): string[] {
  const found = showings(uses);
  if (isRefused) {
    for (const showing of found) {
      const what = problem('secret-column-shown', namesOf(showing));
      diagnostics.problem('template', what, showing.position);
    }
  } else if (found.length > 0) {
    const uses = new Map(
      found.map((showing) => {
        const use = problem('column-fills', namesOf(showing));
        return [use.message, use];
      })
    );
    const what = problem('secret-column-shown/stored', { uses: [...uses.values()] });
    diagnostics.warn('template', what);
  }
  return [...new Set(found.map(({ target }) => target))];
}

const showings = ({ template, templateLineage, secrets }: SecretUses): Showing[] =>
  template.sites.flatMap(({ variables, position }, site) => {
    const sources = variables.filter(secrets.hides).flatMap(secrets.sourcesOf);
    if (sources.length === 0) return [];
    const targets = [...(templateLineage.targets.get(site) ?? [])].filter(
      (name) => !isSecretTarget(name)
    );
    return targets.map((target) => ({ target, sources, position }));
  });

/** A target of no type is the name of a list or field. */
const namesOf = ({ target, sources }: Showing) => ({
  columns: [...new Set(sources)],
  target: target === NAME ? null : target,
});

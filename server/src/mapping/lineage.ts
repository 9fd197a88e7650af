import type { Problem } from '../../../shared/codes/kinds';
import { inPlaceOf, problemKey, problem } from '../../../shared/codes/problems';
import { ConnectorError, problemOf } from '../utils/errors';
import type { Diagnostics } from './diagnostics';
import { isDeskPhone, type RawRecord, readDocument } from './template/document';
import type { Expression } from './expressions';
import {
  fillJsonTemplate,
  InvalidJson,
  type JsonTemplate,
  locate,
  parseJsonTemplate,
  type Repair,
  valuesInNames,
} from './template/json-template';
import { isSecretTarget, OWNER_FIELD } from './names';
import { contextOf, namesIn, type Rendering, type Template } from './template';
import { hasTokenCharacter, misplacement, splitTokens, textOf, token } from './values/rendered';

/** Where the values of variables come from. A name that is no defined variable is a column. */
export interface VariableLineage {
  /** The variables that the profile defines. */
  variables: readonly string[];
  /** The column whose value a variable has unchanged, or null. */
  plainColumn(variable: string): string | null;
  /** Every column that a variable depends on; null where it can see all of them. */
  columnsOf(variable: string): string[] | null;
  /** The columns that it depends on by more than whether there is a value. */
  readsOf(variable: string): string[] | null;
  /** The columns whose values decide what it is, and are no part of it. */
  decidersOf(variable: string): readonly string[];
}

/** Variables read only those that are defined before them. */
export function traceVariables(expressions: ReadonlyMap<string, Expression>): VariableLineage {
  const columns = traced(expressions, (expression) => expression.columns);
  const reads = traced(expressions, (expression) => expression.reads);
  const deciders = tracedDeciders(expressions, columns);
  const find = (known: Traced, variable: string): string[] | null => {
    const found = known.get(variable);
    return found === undefined ? [variable] : found;
  };
  return {
    variables: [...expressions.keys()],
    plainColumn: (variable) => {
      const expression = expressions.get(variable);
      return expression ? expression.column : variable;
    },
    columnsOf: (variable) => find(columns, variable),
    readsOf: (variable) => find(reads, variable),
    decidersOf: (variable) => deciders.get(variable) ?? [],
  };
}

function tracedDeciders(
  expressions: ReadonlyMap<string, Expression>,
  columns: Traced
): ReadonlyMap<string, string[]> {
  const known = new Map<string, string[]>();
  for (const [name, { deciding, variables }] of expressions) {
    const found = [
      ...deciding.columns,
      ...deciding.variables.flatMap((before) => columns.get(before) ?? []),
      ...variables.flatMap((before) => known.get(before) ?? []),
    ];
    known.set(name, [...new Set(found)]);
  }
  return known;
}

type Traced = ReadonlyMap<string, string[] | null>;

function traced(
  expressions: ReadonlyMap<string, Expression>,
  own: (expression: Expression) => string[] | null
): Traced {
  const known = new Map<string, string[] | null>();
  for (const [name, expression] of expressions) {
    const read = [
      own(expression),
      ...expression.variables.map((before) => known.get(before) ?? []),
    ];
    const seesAll =
      own(expression) === null || expression.variables.some((before) => known.get(before) === null);
    known.set(name, seesAll ? null : [...new Set(read.flatMap((columns) => columns ?? []))]);
  }
  return known;
}

/** Every column that these variables come from; null where one of them can see all. */
export function columnsBehind(
  variables: Iterable<string>,
  lineage: VariableLineage
): string[] | null {
  const read = [...variables].map((variable) => lineage.columnsOf(variable));
  return read.includes(null) ? null : [...new Set(read.flatMap((columns) => columns ?? []))];
}

/** Whether an attribute has its value from such columns alone, and from at least one. */
export const isFedOnlyBy = (
  columns: readonly string[] | null,
  isSuch: (column: string) => boolean
): boolean => columns !== null && columns.length > 0 && columns.every(isSuch);

/** The one column that all of these variables come from; null where there are several, or none. */
export function commonColumn(variables: Iterable<string>, lineage: VariableLineage): string | null {
  const columns = new Set<string | null>();
  for (const variable of variables) {
    for (const column of lineage.columnsOf(variable) ?? [null]) columns.add(column);
  }
  const [only] = columns;
  return columns.size === 1 && only !== undefined ? only : null;
}

/** The columns whose values attributes have unchanged, by `type.attribute`. */
export const plainColumns = (
  { fills, mixed }: TemplateLineage,
  lineage: VariableLineage
): Map<string, string> =>
  new Map(
    [...fills].flatMap(([target, filledBy]): [string, string][] => {
      const [variable, ...more] = filledBy;
      if (variable === undefined || more.length > 0 || mixed.has(target)) return [];
      const column = lineage.plainColumn(variable);
      return column === null ? [] : [[target, column]];
    })
  );

/** What a template makes, found without any row. */
export interface TemplateLineage {
  /** `type.attribute` → the variables that fill it; empty for a constant. */
  fills: Map<string, Set<string>>;
  /** The `type.attribute` whose values are not always just those of one variable. */
  mixed: Set<string>;
  /** Site → the `type.attribute` that its values are part of; `user.user` for an owner, `NAME` for a name in the document. */
  targets: Map<number, Set<string>>;
  makesUser: boolean;
  makesDeskPhone: boolean;
  /** Whether an entry or phone names the user that it belongs to. */
  namesOwners: boolean;
  /** `type.attribute` → the attributes of the record's user that are part of it. */
  references: Map<string, Set<string>>;
}

/** Stands for an attribute where a value is part of the name of a list or field. */
export const NAME = 'name';

/**
 * Renders a template twice, with every variable set and with every variable empty, and looks where
 * its values land. What is wrong with its text shows here: a problem where both renderings are no
 * JSON, a warning where one is.
 */
export function traceTemplate(
  template: Template,
  text: string,
  diagnostics: Diagnostics
): TemplateLineage {
  const lineage: TemplateLineage = {
    fills: new Map(),
    mixed: new Set(),
    targets: new Map(),
    makesUser: false,
    makesDeskPhone: false,
    namesOwners: false,
    references: new Map(),
  };
  const set = contextOf(namesIn(template).map((name) => [name, ['x']]));
  const failures: Failure[] = [];

  for (const variables of [set, contextOf([])]) {
    let rendering: Rendering | null = null;
    try {
      rendering = template.render(variables);
      const jsonTemplate = parseJsonTemplate(rendering.text);
      for (const repair of jsonTemplate.repairs)
        diagnostics.warn('template', problemOfRepair(repair));
      const plain = plainSites(template, rendering, variables);
      const noting: Noting = { template, lineage, diagnostics, plain };
      for (const record of documentOf(jsonTemplate, rendering, diagnostics))
        note(record, false, noting);
      for (const index of valuesInNames(jsonTemplate.root)) {
        noteName(rendering.outputs[index]?.site, noting);
      }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      failures.push({ error, rendering });
    }
  }
  const [failure] = failures;
  if (failure) reportFailure(failure, failures.length === 2, template, text, diagnostics);
  return lineage;
}

interface Failure {
  error: ConnectorError;
  /** Null where rendering itself failed. */
  rendering: Rendering | null;
}

/** The sites that put in what a variable has, as it is. */
const plainSites = (
  { sites }: Template,
  { outputs }: Rendering,
  values: Readonly<Record<string, unknown>>
): ReadonlySet<number> => {
  const isPlain = ({ site, value }: Rendering['outputs'][number]): boolean => {
    const [name, ...more] = sites[site]?.variables ?? [];
    return name !== undefined && more.length === 0 && value === values[name];
  };
  const made = new Set(outputs.filter((output) => !isPlain(output)).map(({ site }) => site));
  return new Set(outputs.flatMap(({ site }) => (made.has(site) ? [] : site)));
};

/** Every value is its site's token, so that it can be told where it came from. */
function documentOf(
  jsonTemplate: JsonTemplate,
  { outputs }: Rendering,
  diagnostics: Diagnostics
): RawRecord[] {
  const document = fillJsonTemplate(
    jsonTemplate.root,
    outputs.map(({ site }) => token(site))
  );
  return readDocument(document, (what) => {
    // Names and lists that come from a row are judged when they do.
    if (!hasTokenCharacter(problemKey(what))) diagnostics.warn('template', what);
  });
}

/** What is noted, and where what is wrong is told. */
interface Noting {
  template: Template;
  lineage: TemplateLineage;
  diagnostics: Diagnostics;
  /** See `plainSites`. */
  plain: ReadonlySet<number>;
}

function note(record: RawRecord, isChild: boolean, noting: Noting): void {
  const { template, lineage } = noting;
  lineage.makesUser ||= record.type === 'user';
  lineage.makesDeskPhone ||= isDeskPhone(record);
  lineage.namesOwners ||= record.owner !== null;
  for (const [attribute, value] of record.fields) {
    const target = `${record.type}.${attribute}`;
    const variables = lineage.fills.get(target) ?? new Set();
    const [first, ...more] = splitTokens(textOf(value));
    const isPlain = more.length === 0 && typeof first === 'number' && noting.plain.has(first);
    if (first !== undefined && !isPlain) lineage.mixed.add(target);
    for (const site of sitesIn(value)) {
      for (const variable of template.sites[site]?.variables ?? []) variables.add(variable);
      noteTarget(site, target, lineage);
      noteUserValues(site, target, misplacement(record.type, attribute, isChild), noting);
    }
    lineage.fills.set(target, variables);
  }
  for (const site of sitesIn(record.owner)) {
    const target = `${record.type}.${OWNER_FIELD}`;
    noteTarget(site, target, lineage);
    noteUserValues(site, target, misplacement(record.type, OWNER_FIELD, isChild), noting);
  }
  for (const child of record.children) note(child, true, noting);
}

function noteName(site: number | undefined, noting: Noting): void {
  if (site === undefined) return;
  noteTarget(site, NAME, noting.lineage);
  noteUserValues(site, NAME, problem('user-value-misplaced/name'), noting);
}

function noteUserValues(
  site: number,
  target: string,
  misplaced: Problem | null,
  { template, lineage, diagnostics }: Noting
): void {
  const { userValues = [], position } = template.sites[site] ?? {};
  if (userValues.length === 0) return;
  if (misplaced) diagnostics.problem('template', misplaced, position);
  lineage.references.set(
    target,
    new Set([...(lineage.references.get(target) ?? []), ...userValues])
  );
}

function noteTarget(site: number | undefined, target: string, { targets }: TemplateLineage): void {
  if (site === undefined) return;
  targets.set(site, (targets.get(site) ?? new Set()).add(target));
}

/** The sites whose values are part of an attribute that is kept secret. */
export const sitesOfSecrets = ({ targets }: TemplateLineage): Set<number> =>
  new Set(
    [...targets].filter(([, names]) => [...names].some(isSecretTarget)).map(([site]) => site)
  );

function sitesIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(sitesIn);
  if (value instanceof Map) return [...value.values()].flatMap(sitesIn);
  return splitTokens(textOf(value)).filter((piece) => typeof piece === 'number');
}

function reportFailure(
  { error, rendering }: Failure,
  always: boolean,
  template: Template,
  text: string,
  diagnostics: Diagnostics
): void {
  let what = problemOf(error);
  let line: number | null = null;
  if (error instanceof InvalidJson && rendering) {
    const names = rendering.outputs.map(
      ({ site }) => `{{${template.sites[site]?.variables.join(' ')}}}`
    );
    const place = locate(rendering.text, error.offset, names);
    const { reason } = error;
    what = problem('invalid-json/template', { reason, excerpt: place.excerpt });
    // Blocks that are left out or repeated shift the lines.
    if (lineCount(text) === lineCount(rendering.text)) line = place.line;
  }
  if (always) diagnostics.problem('template', what, line === null ? null : { line });
  else diagnostics.warn('template', inPlaceOf(what, 'in-some-rows', { found: what }));
}

const lineCount = (text: string): number => text.split('\n').length;

export const problemOfRepair = (repair: Repair): Problem => problem(`repaired-${repair}`);

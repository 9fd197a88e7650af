import { problemKey } from '../../../shared/codes/problems';
import type { Issue } from '../../../shared/contracts/issues';
import type { WrittenMapping } from '../../../shared/contracts/mapping';
import type { Matching } from '../../../shared/contracts/runs';
import type { Trial } from '../../../shared/contracts/trials';
import type { Variable } from '../../../shared/profile';
import type { Fields } from '../../../shared/profile/fields';
import { columnName } from '../../../shared/text';
import type { Row } from '../sources/types';
import { checkKeyParts } from './checks';
import { analyse, compile, compileVariables, namedColumns } from './compile';
import { Diagnostics, MappingError } from './diagnostics';
import { isAutomatic } from './fields/automatic';
import { templateOf } from './fields';
import { showRendering } from './template/json-template';
import { plainColumns } from './lineage';
import { hasFailed } from './rows/mapped-records';
import { maskedOutputs, maskRecord, maskValues } from './masking';
import { filterRow, RowMapper, type RowSteps, toRowValues } from './rows/row-mapper';
import {
  LIMITS,
  type MappedProfile,
  type MappedRow,
  type Mapping,
  type MappingDefinition,
  type MappingOptions,
  type FieldProblem,
} from './types';

/**
 * The part of a profile that is its mapping. A table's columns may be those of an export that is
 * known; not so where that could touch what other profiles, or nobody, brought.
 */
export const mappingDefinitionOf = (
  {
    source,
    mode,
    ownedByOthers,
    preFilter,
    variables,
    fields,
    template,
    match,
    reveal,
    generate,
  }: MappedProfile,
  pinned: Matching | null = null
): MappingDefinition => ({
  preFilter,
  variables,
  fields,
  template,
  match,
  reveal,
  generate,
  pinned,
  recognises: source.type === 'csv' && mode !== 'replace' && ownedByOthers === 'conflict',
});

export { isAutomatic, mappedAutomatically } from './fields/automatic';
export { MappingError } from './diagnostics';
export { proposeMapping } from './fields/proposal';
export { fieldsOfTemplate } from './fields/from-template';
export { fieldsFor, matchColumns, SAMPLE_ROWS, samplesOf } from './fields/automatic-matching';

/**
 * What makes a profile's mapping unusable; empty when it can be saved. Without `columns` the names
 * of columns are not judged.
 */
export function checkMapping(
  definition: MappingDefinition,
  columns?: readonly string[]
): FieldProblem[] {
  const diagnostics = new Diagnostics();
  const options = { limits: LIMITS, observer: null, refuse: ['show', 'test'] } as const;
  compile(definition, { ...options, columns: columns ?? null }, diagnostics);
  return diagnostics.problems;
}

/**
 * Compiles a profile's mapping for a source with these columns: once, for all rows.
 * Throws a `MappingError` with every problem found.
 */
export function compileMapping(
  definition: MappingDefinition,
  columns: readonly string[],
  { limits, observer, samples, refuse, needsKeys }: MappingOptions = {}
): Mapping {
  const diagnostics = new Diagnostics();
  const compilation = compile(
    definition,
    {
      columns,
      samples,
      limits: { ...LIMITS, ...limits },
      observer: observer ?? null,
      refuse: refuse ?? [],
      needsKeys,
    },
    diagnostics
  );
  if (!compilation) throw new MappingError(diagnostics.problems);

  const { compiled, matching, keeps } = compilation;
  const { warnings } = diagnostics;
  const mapper = new RowMapper(compiled, warnedOf(warnings));
  const unfiltered = new RowMapper({ ...compiled, preFilter: null }, new Set());
  const identify: Mapping['identify'] = async (row) => {
    const { records, kept, issues } = await unfiltered.run(row);
    const isLost = issues.some(({ severity }) => severity === 'error');
    return isLost && !records.some(hasFailed) ? [] : [...records, ...(kept ?? [])];
  };
  const mapped = async (row: Row, steps: RowSteps): Promise<MappedRow> => {
    const { taken, records, isFilterUndecided, issues } = steps;
    const failed = issues.some(({ severity }) => severity === 'error');
    const kept = isFilterUndecided ? await identify(row) : steps.kept;
    const filtered = !taken && !failed;
    return { row: row.number, filtered, records, issues, ...(kept && { kept }) };
  };
  return {
    keys: compiled.keys,
    matching,
    issues: warnings,
    columns: compiled.columns,
    namesOwners: compiled.namesOwners,
    makesUser: compiled.makesUser,
    keeps,
    secret: [...compiled.secretTargets],
    hides: (column) => compiled.secrets.columns.has(column),
    map: async (row) => mapped(row, await mapper.run(row)),
    identify,
    async trial(row) {
      // A row that is looked at alone shows its own warnings, whatever rows were mapped before.
      const steps = await new RowMapper(compiled, warnedOf(warnings)).run(row);
      const { made, written } = compiled;
      const isShown = steps.rendering !== null && matching === null && written === 'template';
      const shown: Trial = {
        row: row.number,
        values: maskValues(Object.entries(steps.values), compiled.secrets.columns),
        taken: steps.taken,
        variables: maskValues(
          [...steps.variables].filter(([name]) => !made.has(name)),
          compiled.secrets.variables
        ),
        rendered:
          isShown && steps.rendering
            ? showRendering(steps.rendering.text, maskedOutputs(steps.rendering, compiled))
            : null,
        records: steps.records.map(maskRecord),
        issues: steps.issues,
      };
      return { shown, mapped: await mapped(row, steps) };
    },
  };
}

/** A pre-filter that was compiled by itself. */
export interface Filter {
  hides(column: string): boolean;
  takes(row: Row): Promise<{ taken: boolean; issue: Issue | null }>;
}

/**
 * Compiles a profile's pre-filter, whatever else is wrong with the mapping.
 * Throws a `MappingError` with every problem of the filter.
 */
export function compileFilter(
  definition: MappingDefinition,
  columns: readonly string[],
  { observer, refuse = [] }: Pick<MappingOptions, 'observer' | 'refuse'>
): Filter {
  const diagnostics = new Diagnostics();
  const { preFilter, secrets } = analyse(
    definition,
    { columns, limits: LIMITS, refuse },
    diagnostics
  );
  const problems = diagnostics.problems.filter(({ field }) => field === 'preFilter');
  if (problems.length > 0) throw new MappingError(problems);
  return {
    hides: (column) => secrets.columns.has(column),
    async takes(row) {
      if (!preFilter) return { taken: true, issue: null };
      const values = toRowValues(row, new Set());
      return filterRow(preFilter, row.number, values, secrets, observer ?? null);
    },
  };
}

const warnedOf = (warnings: readonly Issue[]): Set<string> => new Set(warnings.map(problemKey));

/**
 * What fields say as a template, and the variables that it needs: the profile's, and what the
 * expressions of fields became.
 * @param columns null where the source's columns are not known
 */
export function asTemplate(
  fields: Fields,
  variables: readonly Variable[],
  columns: readonly string[] | null
): WrittenMapping {
  const known = { columns, variables: variables.map(({ name }) => columnName(name)) };
  const made = templateOf(fields, known, new Diagnostics());
  const added = made.variables.map(({ name, expression }) => ({ name, expression }));
  return { template: made.text, variables: [...variables, ...added] };
}

/** What a mapping makes secret, as far as it tells without its source. */
export interface KnownSecrets {
  /** Besides those that their names tell. */
  columns: string[];
  /** `type.attribute` that everybody may see and that comes from a secret. */
  targets: string[];
}

/** Names that automatic matching chooses from, where the source's columns are not known. */
function mentionedColumns({ variables, pinned }: MappingDefinition): string[] {
  const expressions = compileVariables({ variables }, null, LIMITS, new Diagnostics());
  return [
    ...(pinned?.matched ?? []).map(({ column }) => column),
    ...[...expressions.values()].flatMap(({ columns }) => columns ?? []),
  ];
}

/** Reads a mapping without its source. */
function readAlone(definition: MappingDefinition) {
  const columns = isAutomatic(definition) ? mentionedColumns(definition) : null;
  const diagnostics = new Diagnostics();
  const analysis = analyse(definition, { columns, limits: LIMITS, refuse: [] }, diagnostics);
  return { definition, analysis, diagnostics };
}

type ReadAlone = ReturnType<typeof readAlone>;

const secretsIn = ({ definition, analysis }: ReadAlone): KnownSecrets => ({
  columns: [...(definition.secret ?? []), ...(analysis.template ? analysis.secrets.columns : [])],
  targets: analysis.template ? analysis.secretTargets : [],
});

function namesIn({ definition, analysis, diagnostics }: ReadAlone): string[] {
  if (!analysis.template || isAutomatic(definition)) return [];
  checkKeyParts(analysis.match, analysis.templateLineage, new Set(), diagnostics);
  if (diagnostics.problems.length > 0) return [];
  const { preFilter, variables, template } = analysis;
  return [...new Set(namedColumns(preFilter, variables, template).map(columnName))];
}

/** What a mapping makes secret, whatever else is wrong with it. */
export const knownSecrets = (definition: MappingDefinition): KnownSecrets =>
  secretsIn(readAlone(definition));

/**
 * The columns that a profile's expressions and template name, as they are written there. Where the
 * template is empty, or cannot be used, there are none.
 */
export const referencedColumns = (definition: MappingDefinition): string[] =>
  namesIn(readAlone(definition));

/** What a mapping tells of its source's columns. */
export interface KnownColumns {
  /** Those that it names. */
  names: string[];
  /** Those that it makes secret. */
  secret: string[];
  /**
   * Those whose values attributes have unchanged, by `type.attribute`. Automatic matching tells none: it depends on
   * what other columns there are.
   */
  plain: ReadonlyMap<string, string>;
  makesUser: boolean;
}

/** Everything that a mapping tells of its source's columns at once. */
export function knownColumns(definition: MappingDefinition): KnownColumns {
  const alone = readAlone(definition);
  const { analysis } = alone;
  const found = { names: namesIn(alone), secret: secretsIn(alone).columns };
  if (!analysis.template) return { ...found, plain: new Map(), makesUser: true };
  const { templateLineage, lineage } = analysis;
  const plain = isAutomatic(definition) ? new Map() : plainColumns(templateLineage, lineage);
  return { ...found, plain, makesUser: templateLineage.makesUser };
}

import type { Issue } from '../../../shared/contracts/issues';
import { compile } from './compile';
import { Findings, MappingError } from './findings';
import { LIMITS } from './limits';
import { hasFailed } from './records';
import { maskedOutputs } from './row-issues';
import { RowMapper } from './row-mapper';
import { maskRecord, maskValues } from './secrets';
import { showRendering } from './skeleton';
import type { Mapping, MappingDefinition, MappingOptions, Problem } from './types';

/** The part of a profile that is its mapping. */
export const definitionOf = ({
  preFilter,
  variables,
  template,
  match,
  reveal,
  generate,
  pinned,
}: MappingDefinition): MappingDefinition => ({
  preFilter,
  variables,
  template,
  match,
  reveal,
  generate,
  pinned,
});

export { matchColumns } from './automatic';
export { isAutomatic } from './compile';
export { chosenTemplate, templateFor } from './default-template';
export { MappingError } from './findings';
export { knownSecrets, type KnownSecrets } from './known-secrets';
export { referencedColumns } from './referenced-columns';
export { SAMPLE_ROWS, samplesOf } from './samples';

/**
 * What makes a profile's mapping unusable; empty when it can be saved. Without `columns` the names
 * of columns are not judged.
 */
export function checkMapping(
  definition: MappingDefinition,
  columns?: readonly string[]
): Problem[] {
  const findings = new Findings();
  const options = { limits: LIMITS, trace: null, refuse: ['show', 'test'] } as const;
  compile(definition, { ...options, columns: columns ?? null }, findings);
  return findings.problems;
}

/**
 * Compiles a profile's mapping for a source with these columns: once, for all rows.
 * Throws a `MappingError` with every problem found.
 */
export function compileMapping(
  definition: MappingDefinition,
  columns: readonly string[],
  { limits, trace, samples, refuse }: MappingOptions = {}
): Mapping {
  const findings = new Findings();
  const compilation = compile(
    definition,
    {
      columns,
      samples,
      limits: { ...LIMITS, ...limits },
      trace: trace ?? null,
      refuse: refuse ?? [],
    },
    findings
  );
  if (!compilation) throw new MappingError(findings.problems);

  const { compiled, matching, keeps } = compilation;
  const { warnings } = findings;
  const mapper = new RowMapper(compiled, warnedOf(warnings));
  const unfiltered = new RowMapper({ ...compiled, preFilter: null }, new Set());
  const identify: Mapping['identify'] = async (row) => {
    const { records, kept, issues } = await unfiltered.run(row);
    const isLost = issues.some(({ severity }) => severity === 'error');
    return isLost && !records.some(hasFailed) ? [] : [...records, ...(kept ?? [])];
  };
  return {
    matching,
    issues: warnings,
    columns: compiled.columns,
    namesOwners: compiled.namesOwners,
    keeps,
    secret: [...compiled.secretTargets],
    hides: (column) => compiled.secrets.columns.has(column),
    async map(row) {
      const { taken, records, isFilterUndecided, issues, ...steps } = await mapper.run(row);
      const failed = issues.some(({ severity }) => severity === 'error');
      const kept = isFilterUndecided ? await identify(row) : steps.kept;
      const filtered = !taken && !failed;
      return { row: row.number, filtered, records, issues, ...(kept && { kept }) };
    },
    identify,
    async trial(row) {
      // A row that is looked at alone shows its own warnings, whatever rows were mapped before.
      const steps = await new RowMapper(compiled, warnedOf(warnings)).run(row);
      const isShown = steps.rendering !== null && matching === null;
      return {
        row: row.number,
        values: maskValues(Object.entries(steps.values), compiled.secrets.columns),
        taken: steps.taken,
        variables: maskValues(steps.variables, compiled.secrets.variables),
        rendered:
          isShown && steps.rendering
            ? showRendering(steps.rendering.text, maskedOutputs(steps.rendering, compiled))
            : null,
        records: steps.records.map(maskRecord),
        issues: steps.issues,
      };
    },
  };
}

const warnedOf = (warnings: readonly Issue[]): Set<string> =>
  new Set(warnings.map(({ code, message }) => `${code} ${message}`));

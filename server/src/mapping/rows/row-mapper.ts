import type { Problem } from '../../../../shared/codes/kinds';
import { problemKey, problem } from '../../../../shared/codes/problems';
import type { Issue } from '../../../../shared/contracts/issues';
import type { Row, RowValue } from '../../sources/types';
import { unwrapOuter } from '../../utils/formulas';
import { ConnectorError } from '../../utils/errors';
import { cleanCell } from '../values/cleaning';
import type { CompiledMapping } from '../compile';
import { addPhone, type RawRecord, readDocument, type Report } from '../template/document';
import type { RowValues } from '../expressions/evaluation';
import type { Expression } from '../expressions';
import { inOtherCases, onlyElsewhere, undecided, withoutUndecided } from './incomplete-rows';
import {
  fillJsonTemplate,
  InvalidJson,
  type JsonTemplate,
  parseJsonTemplate,
} from '../template/json-template';
import { isFedOnlyBy, problemOfRepair } from '../lineage';
import { countRecords, readRecords } from './mapped-records';
import { OWNER_FIELD } from '../names';
import { expressionIssue, renderingIssue, type Secrets } from '../masking';
import { type Assumption, type Context, contextOf, type Rendering } from '../template';
import { conceal, FAILED } from '../values/rendered';
import type { EvaluationObserver, MappedRecord } from '../types';

/** What became of one row, step by step; not masked. */
export interface RowSteps {
  values: RowValues;
  taken: boolean;
  /** The values of the variables that the profile defines. */
  variables: ReadonlyMap<string, unknown>;
  rendering: Rendering | null;
  records: MappedRecord[];
  /** Whether the pre-filter left it out but might not have, had the row all of its cells. */
  isFilterUndecided: boolean;
  /** What the row might ask for as well, had it all of its cells; null where nothing is undecided. */
  kept: MappedRecord[] | null;
  issues: Issue[];
}

const CACHED_TEMPLATES = 200;
const WARNING_LIMIT = 100;

/** Takes rows through pre-filter, variables and template. Nothing of one row is seen by another. */
export class RowMapper {
  /** Rows that take the same branches of the template render the same text, but for the values. */
  private readonly jsonTemplates = new Map<string, JsonTemplate | InvalidJson>();

  constructor(
    private readonly compiled: CompiledMapping,
    /** Warnings that were given already. */
    private readonly warned: Set<string>
  ) {}

  async run(row: Row): Promise<RowSteps> {
    const steps: RowSteps = {
      values: toRowValues(row, this.compiled.verbatim),
      taken: false,
      variables: new Map(),
      rendering: null,
      records: [],
      isFilterUndecided: false,
      kept: null,
      issues: [],
    };
    steps.taken = await this.filter(row.number, steps);
    if (!steps.taken) {
      steps.isFilterUndecided = steps.issues.length === 0 && (await this.couldBeTaken(row, steps));
      return steps;
    }
    const results = new Map<string, unknown>();
    steps.variables = results;
    const failed = await this.evaluate(row.number, steps, results);
    if (![...failed].some((name) => this.compiled.template.controls.has(name))) {
      this.render(row, steps, failed);
    }
    return steps;
  }

  private async filter(row: number, { values, issues }: RowSteps): Promise<boolean> {
    const { preFilter, observer, secrets } = this.compiled;
    if (!preFilter) return true;
    const { taken, issue } = await filterRow(preFilter, row, values, secrets, observer);
    if (issue) issues.push(issue);
    return taken;
  }

  /** Whether the pre-filter leaves a row out only because of cells that the row lacks. */
  private async couldBeTaken(
    { number, missingCells = [] }: Row,
    steps: RowSteps
  ): Promise<boolean> {
    const { preFilter, observer } = this.compiled;
    if (!preFilter || missingCells.length === 0) return false;
    const needed = (preFilter.columns ?? missingCells).filter((column) =>
      missingCells.includes(column)
    );
    observer?.enter(number, preFilter.field);
    try {
      if (!(await preFilter.couldBeTrue(Object.freeze(steps.values), needed))) return false;
    } catch {
      // What fails with what would make it true is not known to be false.
    }
    this.warnUndecided(steps, number, [preFilter.field, 'filter'], needed);
    return true;
  }

  private warnUndecided(
    { issues }: RowSteps,
    row: number,
    [field, by]: readonly [string, 'filter' | 'template'],
    columns: readonly string[]
  ): void {
    this.warnOnce(issues, row, field, problem('row-undecided', { columns, by }));
  }

  /** Evaluates the variables in their order. Answers the ones that have no value because something failed. */
  private async evaluate(
    row: number,
    { values, issues }: RowSteps,
    results: Map<string, unknown>
  ): Promise<Set<string>> {
    const failed = new Set<string>();
    for (const [name, expression] of this.compiled.variables) {
      if (expression.variables.some((variable) => failed.has(variable))) {
        failed.add(name);
        continue;
      }
      try {
        const { column } = expression;
        results.set(
          name,
          column === null ? await this.valueOf(expression, row, values, results) : values[column]
        );
      } catch (error) {
        failed.add(name);
        issues.push(expressionIssue(error, expression, row, values, this.compiled.secrets));
      }
    }
    return failed;
  }

  private valueOf(
    expression: Expression,
    row: number,
    values: RowValues,
    variables: ReadonlyMap<string, unknown>
  ): Promise<unknown> {
    // An expression could change the object that it is given, and the ones after it would see that.
    return expression.evaluate(Object.freeze(values), variables, () =>
      this.compiled.observer?.enter(row, expression.field)
    );
  }

  private render(row: Row, steps: RowSteps, failed: ReadonlySet<string>): void {
    const { template, observer, conditions, written } = this.compiled;
    const { issues, variables } = steps;
    const { number, missingCells = [] } = row;
    const context = contextOf([...Object.entries(steps.values), ...variables]);
    const warn: Report = (what) => this.warnOnce(issues, number, written, what);
    try {
      observer?.enter(number, written);
      steps.rendering = template.render(context);
      const raw = this.rawRecords(steps.rendering, context, failed, warn);
      const open = missingCells.length === 0 ? [] : undecided(conditions, missingCells);
      if (open.length === 0) steps.records = this.read(row, raw, issues) ?? [];
      else
        this.readUndecided(row, raw, steps, open, (assumption) => {
          const rendering = template.render(context, assumption);
          return this.rawRecords(rendering, context, failed, () => undefined);
        });
    } catch (error) {
      issues.push(renderingIssue(error, number, steps.rendering, this.compiled));
    }
  }

  /** Reads what a row asks for whatever the cells are that it lacks, and whom it may ask for. */
  private readUndecided(
    row: Row,
    raw: readonly RawRecord[],
    steps: RowSteps,
    open: readonly number[],
    render: (assumption: Assumption) => RawRecord[]
  ): void {
    const cases = inOtherCases(open, (assumption) => {
      try {
        return render(assumption);
      } catch (error) {
        if (error instanceof ConnectorError) return null;
        throw error;
      }
    });
    const { keys, conditions, template } = this.compiled;
    const readable = cases.filter((other) => other !== null);
    steps.records = this.read(row, withoutUndecided(raw, readable), steps.issues) ?? [];
    const others = readable.flatMap((other) => this.read(row, other, []) ?? []);
    const elsewhere = onlyElsewhere(steps.records, others, keys);
    const isComplete =
      readable.length === cases.length &&
      open.every((condition) => template.conditions[condition]?.canBeAssumed);
    if (elsewhere.length === 0 && (isComplete || steps.records.length > 0)) return;
    steps.kept = elsewhere;
    const columns = open.flatMap((condition) => conditions[condition] ?? []);
    const missing = (row.missingCells ?? []).filter((column) => columns.includes(column));
    this.warnUndecided(steps, row.number, ['template', 'template'], missing);
  }

  private rawRecords(
    rendering: Rendering,
    context: Context,
    failed: ReadonlySet<string>,
    warn: Report
  ): RawRecord[] {
    const { phoneColumns, secrets } = this.compiled;
    const raw = this.document(rendering.text, this.outputValues(rendering, failed), warn);
    if (phoneColumns) {
      addPhone(raw, phoneColumns, (name) => {
        if (failed.has(name)) return FAILED;
        return secrets.hides(name) ? conceal(context[name]) : context[name];
      });
    }
    return raw;
  }

  private outputValues({ outputs }: Rendering, failed: ReadonlySet<string>): unknown[] {
    const { template, hiddenSites, hidesAll } = this.compiled;
    return outputs.map(({ site, value }) => {
      if (template.sites[site]?.variables.some((name) => failed.has(name))) return FAILED;
      return hidesAll || hiddenSites.has(site) ? conceal(value) : value;
    });
  }

  private document(text: string, values: readonly unknown[], warn: Report): RawRecord[] {
    const jsonTemplate = this.jsonTemplate(text);
    if (jsonTemplate instanceof InvalidJson) throw jsonTemplate;
    jsonTemplate.repairs.map(problemOfRepair).forEach(warn);
    const records = readDocument(fillJsonTemplate(jsonTemplate.root, values), warn);
    const count = countRecords(records);
    if (count > this.compiled.recordsPerRow) throw tooMany(count, this.compiled.recordsPerRow);
    return records;
  }

  private jsonTemplate(text: string): JsonTemplate | InvalidJson {
    const known = this.jsonTemplates.get(text);
    if (known) return known;
    if (this.jsonTemplates.size >= CACHED_TEMPLATES) this.jsonTemplates.clear();
    let jsonTemplate: JsonTemplate | InvalidJson;
    try {
      jsonTemplate = parseJsonTemplate(text);
    } catch (error) {
      if (!(error instanceof InvalidJson)) throw error;
      jsonTemplate = error;
    }
    this.jsonTemplates.set(text, jsonTemplate);
    return jsonTemplate;
  }

  private read(
    { number: row, missingCells = [] }: Row,
    raw: readonly RawRecord[],
    issues: Issue[]
  ): MappedRecord[] | null {
    const { keys, needsKeys, columns, unfilled, fedBy, decidedBy, hidesAll } = this.compiled;
    const isMissing = (column: string): boolean => missingCells.includes(column);
    const records = readRecords(raw, {
      row,
      keys,
      needsKeys,
      columns,
      unfilled,
      isPartial: missingCells.length > 0,
      isMissing: (target) =>
        missingCells.length > 0 &&
        (isFedOnlyBy(fedBy.get(target) ?? null, isMissing) ||
          (decidedBy.get(target) ?? []).some(isMissing)),
      issues,
      warnOnce: (column, what) => this.warnOnce(issues, row, column, what),
    });
    return hidesAll && records ? records.map(allSecret) : records;
  }

  /** A warning about what further rows will probably show too is given with the first of them only. */
  private warnOnce(issues: Issue[], row: number, column: string, what: Problem): void {
    const key = problemKey(what);
    if (this.warned.has(key) || this.warned.size >= WARNING_LIMIT) return;
    this.warned.add(key);
    issues.push({ row, column, value: null, severity: 'warning', ...what });
  }
}

/**
 * A row is taken when the pre-filter is true; nothing, where a column is missing, counts as false.
 * An empty cell is no missing one: `$exists(x)` is true of it, as pascom's array_key_exists is.
 */
export async function filterRow(
  preFilter: Expression,
  row: number,
  values: RowValues,
  secrets: Secrets,
  observer: EvaluationObserver | null
): Promise<{ taken: boolean; issue: Issue | null }> {
  try {
    // An expression could change the object that it is given, and the ones after it would see that.
    const result = await preFilter.evaluate(Object.freeze(values), new Map(), () =>
      observer?.enter(row, preFilter.field)
    );
    if (typeof result === 'boolean') return { taken: result, issue: null };
    if (result === undefined || result === null) return { taken: false, issue: null };
    const what = typeof result;
    throw new ConnectorError(
      problem('filter-not-boolean', {
        what: what === 'string' || what === 'number' ? what : 'object',
      })
    );
  } catch (error) {
    return { taken: false, issue: expressionIssue(error, preFilter, row, values, secrets) };
  }
}

/** The row's values without what programs put around them, so that expressions compare what people see. */
export function toRowValues(row: Row, verbatim: ReadonlySet<string> | null): RowValues {
  const values = Object.create(null) as Record<string, RowValue>;
  for (const [column, value] of Object.entries(row.values)) {
    const clean = !verbatim || verbatim.has(column) ? unwrapOuter : cleanCell;
    values[column] = Array.isArray(value) ? value.map(clean) : clean(value);
  }
  return values;
}

const tooMany = (count: number, limit: number): ConnectorError =>
  new ConnectorError(problem('too-many-records-in-row', { count, most: limit }));

/** A record with everything in it marked as a secret. */
const allSecret = (record: MappedRecord): MappedRecord => ({
  ...record,
  secret: [...Object.keys(record.attributes), OWNER_FIELD],
  children: record.children.map(allSecret),
});

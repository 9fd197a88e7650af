import type { Issue } from '../../../shared/contracts/issues';
import { visible } from '../../../shared/text';
import { ConnectorError, kindOf } from '../utils/errors';
import type { Row, RowValue } from '../sources/types';
import { cleanCell } from './cleaning';
import { type RawRecord, readDocument, type Report } from './document';
import type { Expression, RowValues } from './expressions';
import { OWNER_FIELD } from './field-names';
import { isFedOnlyBy } from './lineage';
import { addPhone, type PhoneColumns } from './phone-columns';
import { reportRepairs } from './probe';
import { readRecords } from './records';
import { MASK } from '../../../shared/secret-names';
import { conceal } from './secret-value';
import type { Secrets } from './secrets';
import { unwrapFormula } from './spreadsheet';
import {
  FAILED,
  fillSkeleton,
  InvalidJson,
  locate,
  parseSkeleton,
  type Skeleton,
} from './skeleton';
import { contextOf, type Rendering, type Template } from './template';
import type { MappedRecord, MappingDefinition, Trace } from './types';
import { textOf } from './template-helpers';
import { UserValue } from './user-values';

/** Everything that is compiled once and used for every row. */
export interface CompiledMapping {
  match: MappingDefinition['match'];
  preFilter: Expression | null;
  variables: ReadonlyMap<string, Expression>;
  template: Template;
  phoneColumns: PhoneColumns | null;
  columns: Readonly<Record<string, string>>;
  /** The columns that an attribute has its value from, by `type.attribute`; null where it can see all of them. */
  fedBy: ReadonlyMap<string, readonly string[] | null>;
  namesOwners: boolean;
  /** `type.attribute` that only columns fill which the source does not have: they are not cleared. */
  unfilled: ReadonlySet<string>;
  /** Columns and variables whose values must not be seen. */
  secrets: Secrets;
  /** Columns whose cells stay as they are, since secrets are made of them; null: all of them. */
  verbatim: ReadonlySet<string> | null;
  /** The template's sites whose values come from a secret. */
  hiddenSites: ReadonlySet<number>;
  /** Those whose values are part of an attribute that is kept secret. */
  secretSites: ReadonlySet<number>;
  /** True where the value of a secret decides what is rendered: then nothing of it may be seen. */
  hidesAll: boolean;
  /** `type.attribute` that everybody may see and that comes from a secret. */
  secretTargets: readonly string[];
  recordsPerRow: number;
  trace: Trace | null;
}

/** What became of one row, step by step; not masked. */
export interface RowSteps {
  values: RowValues;
  taken: boolean;
  /** Of the variables that the profile defines. */
  variables: ReadonlyMap<string, unknown>;
  rendering: Rendering | null;
  records: MappedRecord[];
  issues: Issue[];
}

const SKELETON_CACHE = 200;
const WARNING_LIMIT = 100;

/** Takes rows through pre-filter, variables and template. Nothing of one row is seen by another. */
export class RowMapper {
  /** Rows that take the same branches of the template render the same text, but for the values. */
  private readonly skeletons = new Map<string, Skeleton | InvalidJson>();

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
      issues: [],
    };
    steps.taken = await this.filter(row.number, steps);
    if (!steps.taken) return steps;
    const results = new Map<string, unknown>();
    steps.variables = results;
    const failed = await this.evaluate(row.number, steps, results);
    if (![...failed].some((name) => this.compiled.template.controls.has(name))) {
      this.render(row, steps, failed);
    }
    return steps;
  }

  /**
   * A row is taken when the pre-filter is true; nothing, where a column is missing, counts as false.
   * An empty cell is no missing one: `$exists(x)` is true of it, as pascom's array_key_exists is.
   */
  private async filter(row: number, { values, issues }: RowSteps): Promise<boolean> {
    const { preFilter } = this.compiled;
    if (!preFilter) return true;
    try {
      const result = await this.valueOf(preFilter, row, values, new Map());
      if (typeof result === 'boolean') return result;
      if (result === undefined || result === null) return false;
      throw new ConnectorError(
        'filter-not-boolean',
        `The pre-filter gives ${typeof result === 'object' ? 'a list or object' : `a ${typeof result}`} for this row; expected true or false. Compare with something, such as active = "1", or use $boolean(…).`
      );
    } catch (error) {
      issues.push(this.expressionIssue(error, preFilter, row, values));
      return false;
    }
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
        issues.push(this.expressionIssue(error, expression, row, values));
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
    this.compiled.trace?.enter(row, expression.field);
    // An expression could change the object that it is given, and the ones after it would see that.
    return expression.evaluate(Object.freeze(values), variables);
  }

  private render(
    { number: row, notGiven = [] }: Row,
    steps: RowSteps,
    failed: ReadonlySet<string>
  ): void {
    const { template, phoneColumns, secrets, trace } = this.compiled;
    const { issues, variables } = steps;
    const context = contextOf([...Object.entries(steps.values), ...variables]);
    const warn: Report = (code, message) => this.warnOnce(issues, row, code, 'template', message);
    try {
      trace?.enter(row, 'template');
      steps.rendering = template.render(context);
      const outputs = this.outputValues(steps.rendering, failed);
      const raw = this.document(steps.rendering.text, outputs, warn);
      if (phoneColumns)
        addPhone(raw, phoneColumns, (name) => {
          if (failed.has(name)) return FAILED;
          return secrets.hides(name) ? conceal(context[name]) : context[name];
        });
      const records = this.read(row, raw, notGiven, issues) ?? [];
      steps.records = this.compiled.hidesAll ? records.map(allSecret) : records;
    } catch (error) {
      issues.push(this.renderingIssue(error, row, steps.rendering));
    }
  }

  private outputValues({ outputs }: Rendering, failed: ReadonlySet<string>): unknown[] {
    const { template, hiddenSites, hidesAll } = this.compiled;
    return outputs.map(({ site, value }) => {
      if (template.sites[site]?.variables.some((name) => failed.has(name))) return FAILED;
      return hidesAll || hiddenSites.has(site) ? conceal(value) : value;
    });
  }

  private document(text: string, values: readonly unknown[], warn: Report): RawRecord[] {
    const skeleton = this.skeleton(text);
    if (skeleton instanceof InvalidJson) throw skeleton;
    reportRepairs(skeleton.repairs, warn);
    const records = readDocument(fillSkeleton(skeleton.root, values), warn);
    const count = countOf(records);
    if (count > this.compiled.recordsPerRow) throw tooMany(count, this.compiled.recordsPerRow);
    return records;
  }

  private skeleton(text: string): Skeleton | InvalidJson {
    const known = this.skeletons.get(text);
    if (known) return known;
    if (this.skeletons.size >= SKELETON_CACHE) this.skeletons.clear();
    let skeleton: Skeleton | InvalidJson;
    try {
      skeleton = parseSkeleton(text);
    } catch (error) {
      if (!(error instanceof InvalidJson)) throw error;
      skeleton = error;
    }
    this.skeletons.set(text, skeleton);
    return skeleton;
  }

  private read(
    row: number,
    raw: readonly RawRecord[],
    notGiven: readonly string[],
    issues: Issue[]
  ): MappedRecord[] | null {
    const { match, columns, unfilled, fedBy } = this.compiled;
    return readRecords(raw, {
      row,
      match,
      columns,
      unfilled,
      isPartial: notGiven.length > 0,
      isNotGiven: (target) =>
        isFedOnlyBy(fedBy.get(target) ?? null, (column) => notGiven.includes(column)),
      issues,
      warnOnce: (code, column, message) => this.warnOnce(issues, row, code, column, message),
    });
  }

  /** A warning about what further rows will probably show too is given with the first of them only. */
  private warnOnce(
    issues: Issue[],
    row: number,
    code: string,
    column: string,
    message: string
  ): void {
    const key = `${code} ${message}`;
    if (this.warned.has(key) || this.warned.size >= WARNING_LIMIT) return;
    this.warned.add(key);
    issues.push({ row, column, value: null, code, severity: 'warning', message });
  }

  private expressionIssue(
    error: unknown,
    expression: Expression,
    row: number,
    values: RowValues
  ): Issue {
    const { secrets } = this.compiled;
    const { code, message } = toConnectorError(error);
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
      code,
      severity: 'error',
      message:
        isSecret && code === 'expression-error'
          ? 'The expression failed with the value of this row. What it says is not shown, because the expression reads a secret.'
          : message,
    };
  }

  private renderingIssue(error: unknown, row: number, rendering: Rendering | null): Issue {
    const { code, message } = toConnectorError(error);
    const issue: Issue = { row, column: 'template', value: null, code, severity: 'error', message };
    if (!(error instanceof InvalidJson) || !rendering) return issue;
    const { line, column, excerpt } = locate(
      rendering.text,
      error.offset,
      maskedOutputs(rendering, this.compiled)
    );
    return {
      ...issue,
      value: excerpt,
      message: `The template does not render to JSON for this row: ${error.reason} at line ${line}, column ${column} of the rendered text. Compare the quotes, colons and brackets before that place.`,
    };
  }
}

/** The values that a rendering put in, the secret ones masked. */
export function maskedOutputs(
  { outputs }: Rendering,
  { hiddenSites, secretSites, hidesAll }: CompiledMapping
): unknown[] {
  return outputs.map(({ site, value }) => {
    const isHidden = hidesAll || secretSites.has(site) || hiddenSites.has(site);
    if (isHidden && textOf(value) !== '') return MASK;
    return value instanceof UserValue ? value.toString() : value;
  });
}

/** The row's values without what programs put around them, so that expressions compare what people see. */
function toRowValues(row: Row, verbatim: ReadonlySet<string> | null): RowValues {
  const values = Object.create(null) as Record<string, RowValue>;
  for (const [column, value] of Object.entries(row.values)) {
    const clean = !verbatim || verbatim.has(column) ? unwrapFormula : cleanCell;
    values[column] = Array.isArray(value) ? value.map(clean) : clean(value);
  }
  return values;
}

const countOf = (records: readonly RawRecord[]): number =>
  records.reduce((count, { children }) => count + 1 + countOf(children), 0);

const tooMany = (count: number, limit: number): ConnectorError =>
  new ConnectorError(
    'too-many-records-in-row',
    `The template makes ${count} records of this row; at most ${limit} are allowed, and none of them is imported. Shorten the list that its {{#each}} goes through, or give each person a row of their own.`
  );

/** A record with everything in it marked as a secret. */
const allSecret = (record: MappedRecord): MappedRecord => ({
  ...record,
  secret: [...Object.keys(record.attributes), OWNER_FIELD],
  children: record.children.map(allSecret),
});

/** An error that is not ours is a defect, and still must not end the run. */
const toConnectorError = (error: unknown): ConnectorError =>
  error instanceof ConnectorError
    ? error
    : new ConnectorError('mapping-error', `The row could not be mapped (${kindOf(error)}).`, {
        cause: error,
      });

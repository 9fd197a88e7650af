import { problem } from '../../../shared/codes/problems';
import type { Matching } from '../../../shared/contracts/runs';
import type { Fields } from '../../../shared/profile/fields';
import type { RecordType } from '../../../shared/records';
import { columnName } from '../../../shared/text';
import { type KeyNames, keyNames } from '../utils/record-keys';
import { type Automatic, isAutomatic, mapAutomatically, matchWith } from './fields/automatic';
import { typesLeft } from './fields/automatic-matching';
import {
  checkFilter,
  checkKey,
  checkKeyAttributes,
  checkKeyParts,
  checkPresetFilter,
  checkSecrets,
  warnUnreadColumns,
} from './checks';
import { Diagnostics, MadeDiagnostics } from './diagnostics';
import { findPhoneColumns, type PhoneColumns } from './template/document';
import { bothOf, compileExpression, type Expression } from './expressions';
import { type MadeTemplate, templateOf } from './fields';
import { columnsOfConditions } from './rows/incomplete-rows';
import {
  columnsBehind,
  commonColumn,
  isFedOnlyBy,
  sitesOfSecrets,
  type TemplateLineage,
  traceTemplate,
  traceVariables,
  type VariableLineage,
} from './lineage';
import { columnsOfSecrets, findSecrets, type HiddenSites, type Secrets } from './masking';
import { compileTemplate, namesIn, type Template } from './template';
import type {
  EvaluationObserver,
  MappingDefinition,
  MappingLimits,
  Samples,
  SecretUse,
} from './types';

/** Everything that is compiled once and used for every row. */
export interface CompiledMapping extends HiddenSites {
  /** What identifies a record, by type. */
  keys: KeyNames;
  /** Whether a user without a value there is an issue. */
  needsKeys: boolean;
  preFilter: Expression | null;
  variables: ReadonlyMap<string, Expression>;
  template: Template;
  /** The part of the profile that the template is of, for what goes wrong with it. */
  written: 'template' | 'fields';
  /** Variables that nobody wrote. */
  made: ReadonlySet<string>;
  phoneColumns: PhoneColumns | null;
  columns: Readonly<Record<string, string>>;
  /** The columns that an attribute has its value from, by `type.attribute`; null where it can see all of them. */
  fedBy: ReadonlyMap<string, readonly string[] | null>;
  /** The columns that decide about an attribute without being part of its value. */
  decidedBy: ReadonlyMap<string, readonly string[]>;
  /** The columns that each of the template's conditions depends on; null where it can see all of them. */
  conditions: readonly (readonly string[] | null)[];
  namesOwners: boolean;
  makesUser: boolean;
  /** `type.attribute` filled only from columns that the source does not have: they are not cleared. */
  unfilled: ReadonlySet<string>;
  /** Columns and variables whose values must not be seen. */
  secrets: Secrets;
  /** Columns whose cells stay as they are, since secrets are made of them; null: all of them. */
  verbatim: ReadonlySet<string> | null;
  /** `type.attribute` that everybody may see and that comes from a secret. */
  secretTargets: readonly string[];
  recordsPerRow: number;
  observer: EvaluationObserver | null;
}

interface Compilation {
  compiled: CompiledMapping;
  /** Null unless the template is empty. */
  matching: Matching | null;
  /** See `Mapping`. */
  keeps: RecordType[];
}

/** What a mapping is compiled with. */
interface CompileOptions {
  /** Null: the source is not known yet, so that names of columns are not judged. */
  columns: readonly string[] | null;
  samples?: Samples;
  limits: MappingLimits;
  observer: EvaluationObserver | null;
  refuse: readonly SecretUse[];
  /** See `MappingOptions`. */
  needsKeys?: boolean;
}

/** What the parts of a mapping are and do, problems or not. */
interface Analysis {
  preFilter: Expression | null;
  variables: ReadonlyMap<string, Expression>;
  automatic: Automatic | null;
  /** What identifies records: the profile's, or what goes with the export that the columns are of. */
  match: MappingDefinition['match'];
  /** What the template was made of; null for one that somebody wrote. */
  made: MadeTemplate | null;
  template: Template;
  templateLineage: TemplateLineage;
  lineage: VariableLineage;
  phoneColumns: PhoneColumns | null;
  secrets: Secrets;
  /** Whether the value of a secret decides what is rendered. */
  decides: boolean;
  /** `type.attribute` that everybody may see and that comes from a secret. */
  secretTargets: string[];
}

/** The same of a mapping that makes no records. */
interface FilterAnalysis extends Pick<Analysis, 'preFilter' | 'secrets'> {
  template: null;
}

/** Reads the mapping of a profile. Where it has no template, or an empty one and no columns to match, there is only its filter. */
export function analyse(
  definition: MappingDefinition,
  {
    columns,
    samples = new Map(),
    limits,
    refuse,
    needsKeys = true,
  }: Omit<CompileOptions, 'observer'>,
  diagnostics: Diagnostics
): Analysis | FilterAnalysis {
  checkKeyAttributes(definition.match, diagnostics);
  const variables = compileVariables(definition, columns, limits, diagnostics);
  const filterIn = (text: string): Expression | null =>
    text.trim()
      ? compileExpression('preFilter', text, { columns, variables: [] }, limits, diagnostics)
      : null;
  const own = filterIn(definition.preFilter);

  const automatic =
    isAutomatic(definition) && columns
      ? mapAutomatically(definition, { columns, samples, variables }, diagnostics)
      : null;
  const { preset } = automatic?.matching ?? {};
  const match = matchWith(definition.match, preset);
  const ofPreset = filterIn(preset?.preFilter ?? '');
  if (ofPreset && columns) checkPresetFilter(ofPreset, columns, diagnostics);
  const preFilter = own && ofPreset ? bothOf(own, ofPreset) : (own ?? ofPreset);

  const isMatched = automatic?.matching.matched.some(({ type }) => type === 'user') || preset;
  // Where no column matches, the template names one that nobody has and nobody wrote.
  const told = automatic && !isMatched ? new Diagnostics() : diagnostics;
  const fields = fieldsIn(definition, automatic);
  const known = { columns, variables: definition.variables.map(({ name }) => columnName(name)) };
  const made = fields && templateOf(fields, known, told);
  for (const { name, expression, place } of made?.variables ?? []) {
    const compiled = compileExpression(place, expression, known, limits, diagnostics);
    if (compiled) variables.set(name, compiled);
  }
  const names = columns && [
    ...new Set([...columns, ...variables.keys(), ...(made?.columns ?? [])]),
  ];
  const placed = made && !automatic ? new MadeDiagnostics(told, made.placeOf) : told;
  const text = made?.text ?? definition.template;
  const template =
    text.trim() === ''
      ? null
      : compileTemplate(
          text,
          { columns: names, defined: [...variables.keys()], isMade: made !== null },
          limits.renderedLength,
          placed
        );
  const lineage = traceVariables(variables);
  const sourceColumns = columns ?? namedColumns(preFilter, variables, template);
  if (!template) {
    const secrets = findSecrets(sourceColumns, new Map(), lineage, definition);
    checkFilter({ preFilter, secrets, columns }, refuse, diagnostics);
    return { preFilter, secrets, template: null };
  }
  const ofTemplate = made && !automatic ? placed : diagnostics;
  const templateLineage = traceTemplate(template, text, ofTemplate);
  if (needsKeys) checkKey(definition, templateLineage, automatic?.matching ?? null, diagnostics);

  // Fields, whoever chose them, say all that there is.
  const phoneColumns =
    made || templateLineage.makesDeskPhone || !templateLineage.makesUser
      ? null
      : findPhoneColumns(names ?? []);
  addPhoneFills(templateLineage, phoneColumns);
  const secrets = findSecrets(sourceColumns, templateLineage.fills, lineage, definition);
  const uses = { preFilter, template, templateLineage, secrets, columns };
  const { decides, targets } = checkSecrets(uses, refuse, ofTemplate);
  const secretTargets = decides
    ? [...templateLineage.fills.keys()]
    : [...targets, ...targetsOfUserValues(templateLineage, targets)];
  return {
    preFilter,
    variables,
    automatic,
    match,
    made,
    template,
    templateLineage,
    lineage,
    phoneColumns,
    secrets,
    decides,
    secretTargets,
  };
}

/**
 * Compiles the mapping of a profile. Null where there is a problem, or where an empty template has
 * no columns to match.
 */
export function compile(
  definition: MappingDefinition,
  { observer, ...options }: CompileOptions,
  diagnostics: Diagnostics
): Compilation | null {
  const analysis = analyse(definition, options, diagnostics);
  if (analysis.template === null || diagnostics.problems.length > 0) return null;
  const {
    preFilter,
    variables,
    automatic,
    match,
    made,
    template,
    templateLineage,
    lineage,
    secrets,
  } = analysis;
  const { columns, limits, needsKeys = true } = options;

  const hiddenSites = template.sites.flatMap(({ variables: names }, site) =>
    names.some(secrets.hides) ? [site] : []
  );
  const fedBy = new Map(
    [...templateLineage.fills].map(([target, filledBy]) => [
      target,
      columnsBehind(filledBy, lineage),
    ])
  );
  const unfilled = new Set(
    [...fedBy]
      .filter(([, read]) => columns && isFedOnlyBy(read, (name) => !columns.includes(name)))
      .map(([target]) => target)
  );
  if (needsKeys) checkKeyParts(match, templateLineage, unfilled, diagnostics);
  if (diagnostics.problems.length > 0) return null;
  if (columns) warnUnreadColumns(definition, columns, fedBy, unfilled, diagnostics);
  const compiled: CompiledMapping = {
    keys: keyNames(match),
    needsKeys,
    preFilter,
    variables,
    template,
    written: made && !automatic ? 'fields' : 'template',
    made: new Set(made?.variables.map(({ name }) => name)),
    phoneColumns: analysis.phoneColumns,
    columns: Object.fromEntries(
      [...templateLineage.fills].flatMap(([target, filledBy]) => {
        const column = commonColumn(filledBy, lineage);
        return column === null ? [] : [[target, column]];
      })
    ),
    fedBy,
    decidedBy: new Map(
      [...templateLineage.fills].map(([target, filledBy]) => [
        target,
        [...filledBy].flatMap(lineage.decidersOf),
      ])
    ),
    conditions: columnsOfConditions(template, lineage),
    namesOwners: templateLineage.namesOwners,
    makesUser: templateLineage.makesUser,
    unfilled,
    secrets,
    verbatim: columnsOfSecrets(templateLineage.fills, lineage),
    hiddenSites: new Set(hiddenSites),
    secretSites: sitesOfSecrets(templateLineage),
    hidesAll: analysis.decides,
    secretTargets: analysis.secretTargets,
    recordsPerRow: limits.recordsPerRow,
    observer,
  };
  return {
    compiled,
    matching: automatic?.matching ?? null,
    keeps: automatic ? typesLeft(automatic.left) : [],
  };
}

/** The fields that are the mapping; null where a template is, or where no columns are known to match. */
const fieldsIn = (
  { fields = null, template }: MappingDefinition,
  automatic: Automatic | null
): Fields | null => automatic?.fields ?? (template.trim() === '' ? fields : null);

/** What is made of values of the user that come from a secret. */
const targetsOfUserValues = (
  { references }: TemplateLineage,
  secret: readonly string[]
): string[] =>
  [...references].flatMap(([target, attributes]) =>
    [...attributes].some((attribute) => secret.includes(`user.${attribute}`)) ? [target] : []
  );

/** The columns that a mapping names. A variable may be made of the column whose name it has. */
export function namedColumns(
  preFilter: Expression | null,
  variables: ReadonlyMap<string, Expression>,
  template: Template | null
): string[] {
  const expressions = [...variables.values(), ...(preFilter ? [preFilter] : [])];
  const names = template ? namesIn(template) : [];
  return [
    ...names.filter((name) => !variables.has(name)),
    ...expressions.flatMap(({ columns }) => columns ?? []),
  ];
}

export function compileVariables(
  { variables }: Pick<MappingDefinition, 'variables'>,
  columns: readonly string[] | null,
  limits: MappingLimits,
  diagnostics: Diagnostics
): Map<string, Expression> {
  const compiled = new Map<string, Expression>();
  const known = new Map<string, number>();
  for (const [index, variable] of variables.entries()) {
    const name = columnName(variable.name);
    if (name === '') {
      diagnostics.problem(`variables.${index + 1}`, problem('empty-name', { index: index + 1 }));
      continue;
    }
    const field = `variables.${name}`;
    const first = known.get(name);
    if (first !== undefined) {
      diagnostics.problem(
        field,
        problem('duplicate-variable', { name, first: first + 1, second: index + 1 })
      );
    } else if (variable.expression.trim() === '') {
      diagnostics.problem(field, problem('empty-expression', { name }));
    } else {
      const scope = { columns, variables: [...known.keys()] };
      const expression = compileExpression(field, variable.expression, scope, limits, diagnostics);
      if (expression) compiled.set(name, expression);
    }
    known.set(name, first ?? index);
  }
  return compiled;
}

function addPhoneFills({ fills }: TemplateLineage, columns: PhoneColumns | null): void {
  for (const [attribute, variable] of columns ?? []) {
    const target = `phone.${attribute}`;
    fills.set(target, new Set([...(fills.get(target) ?? []), variable]));
  }
}

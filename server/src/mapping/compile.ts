import type { Matching } from '../../../shared/contracts/runs';
import { columnName } from '../../../shared/text';
import { isSecret, RECORD_TYPES, ATTRIBUTES, type RecordType } from '../../../shared/records';
import { attributeWords } from '../../../shared/words';
import { matchColumns } from './automatic';
import { templateOf } from './default-template';
import { compileExpression, type Expression } from './expressions';
import { fieldNames } from './field-names';
import { Findings } from './findings';
import { noteLeftOver } from './left-over';
import { columnsBehind, commonColumn, isFedOnlyBy, traceVariables, type Lineage } from './lineage';
import { didYouMean } from './names';
import { findPhoneColumns, type PhoneColumns } from './phone-columns';
import { assignPinned, type PinnedAssignment, typesLeft } from './pinned';
import { type Probe, probeTemplate, sitesOfSecrets } from './probe';
import type { CompiledMapping } from './compiled-mapping';
import { checkFilter, checkSecrets } from './secret-checks';
import { columnsOfSecrets, findSecrets, type Secrets } from './secrets';
import { compileTemplate, type Template } from './template';
import type { Samples } from './samples';
import type { MappingDefinition, MappingLimits, SecretUse, Trace } from './types';
import { columnsOfConditions } from './undecided';

export interface Compilation {
  compiled: CompiledMapping;
  /** Null unless the template is empty. */
  matching: Matching | null;
  /** See `Mapping`. */
  keeps: RecordType[];
}

/** What a mapping is compiled with. */
export interface CompileOptions {
  /** Null: the source is not known yet, so that names of columns are not judged. */
  columns: readonly string[] | null;
  samples?: Samples;
  limits: MappingLimits;
  trace: Trace | null;
  refuse: readonly SecretUse[];
}

/** True where columns are matched with attributes by their names. */
export const isAutomatic = ({ template }: Pick<MappingDefinition, 'template'>): boolean =>
  template.trim() === '';

/** What the parts of a mapping are and do, problems or not. */
export interface Analysis {
  preFilter: Expression | null;
  variables: ReadonlyMap<string, Expression>;
  automatic: PinnedAssignment | null;
  template: Template;
  probe: Probe;
  lineage: Lineage;
  phoneColumns: PhoneColumns | null;
  secrets: Secrets;
  /** Whether the value of a secret decides what is rendered. */
  decides: boolean;
  /** `type.attribute` that everybody may see and that comes from a secret. */
  secretTargets: string[];
}

/** Reads the mapping of a profile. Null where it has no template, or an empty one and no columns to match. */
export function analyse(
  definition: MappingDefinition,
  { columns, samples = new Map(), limits, refuse }: Omit<CompileOptions, 'trace'>,
  findings: Findings
): Analysis | null {
  checkMatch(definition.match, findings);
  const variables = compileVariables(definition, columns, limits, findings);
  const preFilter = definition.preFilter.trim()
    ? compileExpression(
        'preFilter',
        definition.preFilter,
        { columns, variables: [] },
        limits,
        findings
      )
    : null;

  const names = columns && [...new Set([...columns, ...variables.keys()])];
  const automatic =
    isAutomatic(definition) && names
      ? match(definition, names, () => openSamples(definition, samples, variables), findings)
      : null;
  // A template that nobody wrote, and that names a column which nobody has, tells nobody anything.
  const told = automatic?.assignment.user.size === 0 ? new Findings() : findings;
  const text = automatic ? automaticTemplate(definition, automatic) : definition.template;
  const template =
    text.trim() === ''
      ? null
      : compileTemplate(text, names, limits.renderedLength, told, [...variables.keys()]);
  const lineage = traceVariables(variables);
  const known = columns ?? namedColumns(preFilter, variables, template);
  if (!template) {
    const secrets = findSecrets(known, new Map(), lineage, definition);
    checkFilter({ preFilter, secrets, columns }, refuse, findings);
    return null;
  }
  const probe = probeTemplate(template, text, findings);
  checkKey(definition, probe, automatic?.matching ?? null, findings);

  // Automatic matching has decided about them.
  const phoneColumns =
    automatic || probe.makesDeskPhone || !probe.makesUser ? null : findPhoneColumns(names ?? []);
  addPhoneFills(probe, phoneColumns);
  const secrets = findSecrets(known, probe.fills, lineage, definition);
  const uses = { preFilter, template, probe, secrets, columns };
  const { decides, targets } = checkSecrets(uses, refuse, findings);
  const secretTargets = decides
    ? [...probe.fills.keys()]
    : [...targets, ...targetsOfUserValues(probe, targets)];
  return {
    preFilter,
    variables,
    automatic,
    template,
    probe,
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
  { trace, ...options }: CompileOptions,
  findings: Findings
): Compilation | null {
  const analysis = analyse(definition, options, findings);
  if (!analysis || findings.problems.length > 0) return null;
  const { preFilter, variables, automatic, template, probe, lineage, secrets } = analysis;
  const { columns, limits } = options;

  const hiddenSites = template.sites.flatMap(({ variables: names }, site) =>
    names.some(secrets.hides) ? [site] : []
  );
  const fedBy = new Map(
    [...probe.fills].map(([target, filledBy]) => [target, columnsBehind(filledBy, lineage)])
  );
  const unfilled = new Set(
    [...fedBy]
      .filter(([, read]) => columns && isFedOnlyBy(read, (name) => !columns.includes(name)))
      .map(([target]) => target)
  );
  if (columns) noteUnread(definition, columns, fedBy, unfilled, findings);
  const compiled: CompiledMapping = {
    match: definition.match,
    preFilter,
    variables,
    template,
    phoneColumns: analysis.phoneColumns,
    columns: Object.fromEntries(
      [...probe.fills].flatMap(([target, filledBy]) => {
        const column = commonColumn(filledBy, lineage);
        return column === null ? [] : [[target, column]];
      })
    ),
    fedBy,
    decidedBy: new Map(
      [...probe.fills].map(([target, filledBy]) => [
        target,
        [...filledBy].flatMap(lineage.decidersOf),
      ])
    ),
    conditions: columnsOfConditions(template, lineage),
    namesOwners: probe.namesOwners,
    unfilled,
    secrets,
    verbatim: columnsOfSecrets(probe.fills, lineage),
    hiddenSites: new Set(hiddenSites),
    secretSites: sitesOfSecrets(probe),
    hidesAll: analysis.decides,
    secretTargets: analysis.secretTargets,
    recordsPerRow: limits.recordsPerRow,
    trace,
  };
  return {
    compiled,
    matching: automatic?.matching ?? null,
    keeps: automatic ? typesLeft(automatic.left) : [],
  };
}

function automaticTemplate(
  { generate }: MappingDefinition,
  { assignment, left }: PinnedAssignment
): string {
  const isMatched = assignment.user.has('extension') || left.has('user.extension');
  return templateOf(assignment, left, isMatched || Boolean(generate?.extension));
}

/** What is made of values of the user that come from a secret. */
const targetsOfUserValues = ({ references }: Probe, secret: readonly string[]): string[] =>
  [...references].flatMap(([target, attributes]) =>
    [...attributes].some((attribute) => secret.includes(`user.${attribute}`)) ? [target] : []
  );

function match(
  { pinned }: MappingDefinition,
  names: readonly string[],
  samples: () => Samples,
  findings: Findings
): PinnedAssignment {
  return pinned
    ? assignPinned(pinned, names, findings)
    : { ...matchColumns(names, samples()), left: NOTHING };
}

const NOTHING: ReadonlySet<string> = new Set();

/** Looks for columns that could hold what is made up. */
function noteUnread(
  { generate }: MappingDefinition,
  columns: readonly string[],
  fedBy: ReadonlyMap<string, string[] | null>,
  unfilled: ReadonlySet<string>,
  findings: Findings
): void {
  if (!generate || [...fedBy.values()].includes(null)) return;
  const read = new Set([...fedBy.values()].flat());
  const filled = new Set([...fedBy.keys()].filter((target) => !unfilled.has(target)));
  noteLeftOver(
    generate,
    columns.filter((name) => !read.has(name)),
    filled,
    findings
  );
}

/**
 * The values by which columns may be passed over. What a variable makes of them is not known before
 * it is computed, and who matches people by extension says that the column holds extensions.
 */
function openSamples(
  { match }: MappingDefinition,
  samples: Samples,
  variables: ReadonlyMap<string, Expression>
): Samples {
  if (match.user === 'extension') return new Map();
  const known = new Map(samples);
  for (const [name, { column }] of variables) {
    known.set(name, column === null ? [] : (samples.get(column) ?? []));
  }
  return known;
}

/** The columns that a mapping names. */
function namedColumns(
  preFilter: Expression | null,
  variables: ReadonlyMap<string, Expression>,
  template: Template | null
): string[] {
  const expressions = [...variables.values(), ...(preFilter ? [preFilter] : [])];
  const names = template && [
    ...template.sites.flatMap((site) => site.variables),
    ...template.controls,
  ];
  return [
    ...(names ?? []).filter((name) => !variables.has(name)),
    ...expressions.flatMap(({ columns }) => columns ?? []),
  ];
}

function checkMatch(match: MappingDefinition['match'], findings: Findings): void {
  for (const type of RECORD_TYPES) {
    const name = match[type];
    const candidates = Object.entries(ATTRIBUTES[type])
      .filter(
        ([, definition]) => !isSecret(definition) && ['string', 'mac'].includes(definition.kind)
      )
      .map(([attribute]) => attribute);
    if (candidates.includes(name)) continue;
    findings.problem(
      `match.${type}`,
      'unknown-attribute',
      `"${name}" cannot identify a ${type}.${didYouMean(name, candidates)} Use one of ${candidates.join(', ')}.`
    );
  }
}

export function compileVariables(
  { variables }: Pick<MappingDefinition, 'variables'>,
  columns: readonly string[] | null,
  limits: MappingLimits,
  findings: Findings
): Map<string, Expression> {
  const compiled = new Map<string, Expression>();
  const names = new Set<string>();
  for (const [index, variable] of variables.entries()) {
    const name = columnName(variable.name);
    if (name === '') {
      findings.problem(
        `variables.${index + 1}`,
        'empty-name',
        `Variable ${index + 1} has no name. Give it one, or remove it.`
      );
      continue;
    }
    const field = `variables.${name}`;
    if (names.has(name)) {
      findings.problem(
        field,
        'duplicate-variable',
        `The variable "${name}" is defined twice. Remove or rename one of them.`
      );
    } else if (variable.expression.trim() === '') {
      findings.problem(
        field,
        'empty-expression',
        `The variable "${name}" has no expression. Write one, such as the name of a column, or remove the variable.`
      );
    } else {
      const scope = { columns, variables: [...names] };
      const expression = compileExpression(field, variable.expression, scope, limits, findings);
      if (expression) compiled.set(name, expression);
    }
    names.add(name);
  }
  return compiled;
}

/** A template that never fills the key of a user would fail with every row. */
function checkKey(
  { match, template }: MappingDefinition,
  { makesUser, fills }: Probe,
  matching: Matching | null,
  findings: Findings
): void {
  if (!makesUser || fills.has(`user.${match.user}`)) return;
  if (matching?.pinned) {
    findings.problem(
      'match.user',
      'no-key-column',
      `The source no longer has the column that fills the ${attributeWords(match.user)}, which identifies users in this profile. Give the column back, or choose "Match anew".`
    );
  } else if (matching) {
    findings.problem(
      'match.user',
      'no-key-column',
      `No column could be matched with the ${attributeWords(match.user)}, which identifies users in this profile. Name a column so, match users by another attribute, or write a template.`
    );
  } else if (
    !fieldNames('user').some((name) => template.includes(name) && isNameOf(name, match.user))
  ) {
    findings.problem(
      'match.user',
      'no-key-field',
      `The template never fills the ${attributeWords(match.user)}, which identifies users in this profile. Add it to the template, or match users by another attribute.`
    );
  }
}

const isNameOf = (name: string, attribute: string): boolean =>
  name === attribute || (ATTRIBUTES.user[attribute]?.codes ?? []).includes(name);

function addPhoneFills({ fills }: Probe, columns: PhoneColumns | null): void {
  for (const [attribute, variable] of columns ?? []) {
    const target = `phone.${attribute}`;
    fills.set(target, new Set([...(fills.get(target) ?? []), variable]));
  }
}

import type { Issue } from '../../../shared/contracts/issues';
import { columnName } from '../../../shared/text';
import { checkKeyParts } from './checks';
import { analyse, compileVariables } from './compile';
import { Diagnostics } from './diagnostics';
import { namesIn } from './template';
import { type FieldProblem, LIMITS, type MappingDefinition } from './types';

/** What there is to say of a mapping before its source is there. */
export interface MappingReview {
  problems: FieldProblem[];
  warnings: Issue[];
  /** The variables and columns that the template puts in or decides by. */
  names: string[];
  /** The `type.attribute` that it fills. */
  fills: string[];
  makesUser: boolean;
}

/** Looks through the mapping of a profile that is new. @param columns those that its source is expected to have */
export function reviewMapping(
  definition: MappingDefinition,
  columns: readonly string[]
): MappingReview {
  const diagnostics = new Diagnostics();
  const options = { columns, limits: LIMITS, refuse: ['show', 'test'] } as const;
  const { problems, warnings } = diagnostics;
  const analysis = analyse(definition, options, diagnostics);
  if (!analysis.template) return { problems, warnings, names: [], fills: [], makesUser: false };
  const { template, templateLineage } = analysis;
  checkKeyParts(definition.match, templateLineage, new Set(), diagnostics);
  return {
    problems,
    warnings,
    names: namesIn(template),
    fills: [...templateLineage.fills.keys()],
    makesUser: templateLineage.makesUser,
  };
}

/** The columns that expressions read, as far as they tell. */
export function columnsOfExpressions({
  variables,
}: Pick<MappingDefinition, 'variables'>): string[] {
  const expressions = compileVariables({ variables }, null, LIMITS, new Diagnostics());
  return [...expressions.values()].flatMap(({ columns }) => (columns ?? []).map(columnName));
}

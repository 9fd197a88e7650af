import type { Issue } from '../../../shared/contracts/issues';
import { isPhp } from '../../../shared/php';
import { columnName } from '../../../shared/text';
import { checkKeyParts } from './checks';
import { analyse } from './compile';
import { Diagnostics } from './diagnostics';
import { compileExpression, type Expression } from './expressions';
import { parsePhp } from './php/parse';
import { referencesIn } from './php/references';
import { PhpSyntaxError } from './php/values';
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

/** An expression by itself, whatever columns there are; null where it cannot be used. */
const expressionOf = (text: string): Expression | null =>
  compileExpression('', text, { columns: null, variables: [] }, LIMITS, new Diagnostics());

/** The columns that an expression names, also one in PHP that is refused. */
export function columnsNamedIn(text: string): string[] {
  const columns = isPhp(text) ? columnsInPhp(text) : expressionOf(text)?.columns;
  return (columns ?? []).map(columnName);
}

function columnsInPhp(text: string): string[] {
  try {
    return [...referencesIn(parsePhp(text)).columns.keys()];
  } catch (error) {
    if (error instanceof PhpSyntaxError || error instanceof RangeError) return [];
    throw error;
  }
}

/** The column, where an expression is nothing but its value. */
export const plainColumnOf = (text: string): string | null => expressionOf(text)?.column ?? null;

import { problem } from '../../../shared/codes/texts';
import type { Issue } from '../../../shared/contracts/issues';
import { MASK, visible } from '../../../shared/text';
import { ConnectorError, kindOf, problemOf } from '../utils/errors';
import type { CompiledMapping } from './compile';
import type { RowValues } from './expression-evaluation';
import type { Expression } from './expressions';
import { InvalidJson, locate } from './json-template';
import type { Rendering } from './template';
import { textOf, UserValue } from './template-values';

/** The issue of an expression that failed with a row. */
export function expressionIssue(
  error: unknown,
  expression: Expression,
  row: number,
  values: RowValues,
  { secrets }: CompiledMapping
): Issue {
  const thrown = problemOf(toConnectorError(error));
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
    severity: 'error',
    ...(isSecret && thrown.code === 'expression-error'
      ? problem('expression-error/secret')
      : thrown),
  };
}

/** The issue of a row that the template could not be rendered for, or whose text cannot be read. */
export function renderingIssue(
  error: unknown,
  row: number,
  rendering: Rendering | null,
  compiled: CompiledMapping
): Issue {
  const thrown = problemOf(toConnectorError(error));
  const issue: Issue = { row, column: 'template', value: null, severity: 'error', ...thrown };
  if (!(error instanceof InvalidJson) || !rendering) return issue;
  const { line, column, excerpt } = locate(
    rendering.text,
    error.offset,
    maskedOutputs(rendering, compiled)
  );
  return {
    ...issue,
    value: excerpt,
    ...problem('invalid-json', { reason: error.reason, line, column }),
  };
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

/** An error that is not ours is a defect, and still must not end the run. */
const toConnectorError = (error: unknown): ConnectorError =>
  error instanceof ConnectorError
    ? error
    : new ConnectorError(problem('mapping-error', { kind: kindOf(error) }), { cause: error });

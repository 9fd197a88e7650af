import type { Issue } from '../../../shared/contracts/issues';
import { MASK } from '../../../shared/secret-names';
import { visible } from '../../../shared/text';
import { ConnectorError, kindOf } from '../utils/errors';
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

/** The issue of a row that the template could not be rendered for, or whose text cannot be read. */
export function renderingIssue(
  error: unknown,
  row: number,
  rendering: Rendering | null,
  compiled: CompiledMapping
): Issue {
  const { code, message } = toConnectorError(error);
  const issue: Issue = { row, column: 'template', value: null, code, severity: 'error', message };
  if (!(error instanceof InvalidJson) || !rendering) return issue;
  const { line, column, excerpt } = locate(
    rendering.text,
    error.offset,
    maskedOutputs(rendering, compiled)
  );
  return {
    ...issue,
    value: excerpt,
    message: `The template does not render to JSON for this row: ${error.reason} at line ${line}, column ${column} of the rendered text. Compare the quotes, colons and brackets before that place.`,
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
    : new ConnectorError('mapping-error', `The row could not be mapped (${kindOf(error)}).`, {
        cause: error,
      });

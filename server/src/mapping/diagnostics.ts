import type { Issue } from '../../../shared/contracts/issues';
import { ConnectorError } from '../utils/errors';
import type { Problem } from './types';

/** The mapping of a profile cannot be used; `problems` says where and why. */
export class MappingError extends ConnectorError {
  override name = 'MappingError';

  constructor(readonly problems: Problem[]) {
    super(
      'invalid-mapping',
      problems.map(({ field, message }) => `${field}: ${message}`).join('\n')
    );
  }
}

/** A place in a field's text, 1-based. */
export interface Position {
  line: number;
  column: number;
}

/** The line and column of a 0-based offset into a text. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** What compiling a mapping finds: problems make it unusable, warnings do not. */
export class Diagnostics {
  readonly problems: Problem[] = [];
  readonly warnings: Issue[] = [];

  problem(field: string, code: string, message: string, position?: Partial<Position> | null): void {
    this.problems.push({
      field,
      code,
      line: position?.line ?? null,
      column: position?.column ?? null,
      message,
    });
  }

  /** Adds a warning that holds for all rows; the same one twice is kept once. */
  warn(
    field: string,
    code: string,
    message: string,
    severity: Issue['severity'] = 'warning'
  ): void {
    if (this.warnings.some((warning) => warning.code === code && warning.message === message))
      return;
    this.warnings.push({ row: null, column: field, value: null, code, severity, message });
  }
}

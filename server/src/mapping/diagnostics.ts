import type { Problem } from '../../../shared/codes/kinds';
import { problemKey, problem } from '../../../shared/codes/problems';
import type { Issue } from '../../../shared/contracts/issues';
import { ConnectorError } from '../utils/errors';
import type { FieldProblem } from './types';

/** The mapping of a profile cannot be used; `problems` says where and why. */
export class MappingError extends ConnectorError {
  override name = 'MappingError';

  constructor(readonly problems: FieldProblem[]) {
    const placed = problems.map((one) =>
      problem('setting-problem', { field: one.field, problem: one })
    );
    super(problem('invalid-mapping', { problems: placed }));
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
  constructor(
    readonly problems: FieldProblem[] = [],
    readonly warnings: Issue[] = []
  ) {}

  problem(field: string, what: Problem, position?: Partial<Position> | null): void {
    const { line = null, column = null } = position ?? {};
    this.problems.push({ field, line, column, ...what });
  }

  /** Adds a warning that holds for all rows; the same one twice is kept once, a hint once for each place. */
  warn(field: string, what: Problem, severity: Issue['severity'] = 'warning'): void {
    const isKnown = this.warnings.some(
      (known) =>
        problemKey(known) === problemKey(what) && (severity !== 'info' || known.column === field)
    );
    if (!isKnown) this.warnings.push({ row: null, column: field, value: null, severity, ...what });
  }
}

/** What is found in a template that nobody wrote, told of what its lines were made of. */
export class MadeDiagnostics extends Diagnostics {
  constructor(
    private readonly outer: Diagnostics,
    private readonly placeOf: (line: number | null) => string
  ) {
    super(outer.problems, outer.warnings);
  }

  override problem(field: string, what: Problem, position?: Partial<Position> | null): void {
    if (field !== 'template') return this.outer.problem(field, what, position);
    const place = this.placeOf(position?.line ?? null);
    const isKnown = this.problems.some(
      (one) => one.field === place && problemKey(one) === problemKey(what)
    );
    if (!isKnown) this.outer.problem(place, what);
  }

  override warn(field: string, what: Problem, severity?: Issue['severity']): void {
    this.outer.warn(field === 'template' ? this.placeOf(null) : field, what, severity);
  }
}

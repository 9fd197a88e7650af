import type { Issue } from '../../../shared/contracts/issues';

/** How many issues of one kind a run keeps: more than anybody reads, and no more than a machine can hold. */
export const MOST_OF_A_KIND = 10_000;

interface Kind {
  count: number;
  /** The last one that was left out. */
  last: Issue | null;
}

/** Keeps the first issues of each kind, and counts the rest. */
export class IssueBounds {
  private readonly kinds = new Map<string, Kind>();

  /** Those that are kept. What is said of a whole run always is. */
  take(issues: readonly Issue[]): Issue[] {
    return issues.filter((issue) => issue.row === null || this.note(issue));
  }

  /** One line for each kind of which some were left out. */
  rest(): Issue[] {
    return [...this.kinds.values()].flatMap(({ count, last }) => {
      if (last === null) return [];
      const more = count - MOST_OF_A_KIND;
      const message = `${more} more of this kind are not listed; the last of them is in row ${last.row}. Correct those that are listed and run again.`;
      return [{ ...last, row: null, column: null, value: null, message }];
    });
  }

  private note(issue: Issue): boolean {
    const name = `${issue.severity} ${issue.code}`;
    const kind = this.kinds.get(name) ?? { count: 0, last: null };
    this.kinds.set(name, kind);
    kind.count += 1;
    if (kind.count <= MOST_OF_A_KIND) return true;
    kind.last = issue;
    return false;
  }
}

/** The issues that a plan finds. */
export class IssueList {
  private readonly bounds = new IssueBounds();
  private readonly kept: Issue[] = [];

  push(...issues: Issue[]): void {
    for (const issue of this.bounds.take(issues)) this.kept.push(issue);
  }

  all(): Issue[] {
    return [...this.kept, ...this.bounds.rest()];
  }
}

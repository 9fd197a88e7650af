import type { Issue } from '../../../shared/contracts/issues';

/** How many issues of one kind a run keeps: more than anybody reads, and no more than a machine can hold. */
export const MOST_OF_A_KIND = 10_000;
/** What they may hold together, as messages quote values. */
export const MOST_CHARACTERS = 4_000_000;

interface Kind {
  count: number;
  kept: number;
  characters: number;
  /** The last one that was left out. */
  last: Issue | null;
}

const charactersOf = ({ column, value, message }: Issue): number =>
  (column?.length ?? 0) + (value?.length ?? 0) + message.length;

/** Keeps the first issues of each kind, and counts the rest. */
export class IssueBounds {
  private readonly kinds = new Map<string, Kind>();

  /** Those that are kept. What is said of a whole run always is. */
  take(issues: readonly Issue[]): Issue[] {
    return issues.filter((issue) => issue.row === null || this.note(issue));
  }

  /** One line for each kind of which some were left out. */
  rest(): Issue[] {
    return [...this.kinds.values()].flatMap(({ count, kept, last }) => {
      if (last === null) return [];
      const more = count - kept;
      const message = `${more} more of this kind are not listed; the last of them is in row ${last.row}. Correct those that are listed and run again.`;
      return [{ ...last, row: null, column: null, value: null, message }];
    });
  }

  private note(issue: Issue): boolean {
    const name = `${issue.severity} ${issue.code}`;
    const kind = this.kinds.get(name) ?? { count: 0, kept: 0, characters: 0, last: null };
    this.kinds.set(name, kind);
    kind.count += 1;
    kind.characters += charactersOf(issue);
    // Once one was left out, so are all that follow: what is kept are the first of them.
    if (kind.last === null && kind.kept < MOST_OF_A_KIND && kind.characters <= MOST_CHARACTERS) {
      kind.kept += 1;
      return true;
    }
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

import { SHARED_SECRET_ROW, type Issue } from '../../../shared/contracts/issues';
import { MASK } from '../../../shared/secret-names';
import type { Item } from './items';

/** What opens an account. A PIN of a few digits is had by many people, and tells nothing. */
const COMPARED = ['password', 'sipPassword'];
/** How many rows are named at most, of all values together. */
const NAMED_ROWS = 1000;

interface Holder {
  /** Whom the first record with the value is of. */
  person: string;
  attribute: string;
  rows: number[];
  shared: boolean;
}

/** Finds people to whom the source gives the same password, by keyed fingerprints and never by the values. */
export class SharedSecrets {
  private readonly holders = new Map<string, Holder>();

  constructor(
    private readonly fingerprint: (attribute: string, value: string) => string,
    private readonly columns: Readonly<Record<string, string>>
  ) {}

  note({ type, row, key, user, record }: Item): void {
    const person = (type === 'user' ? key : user?.key) ?? key ?? `row:${row}/${record.place}`;
    for (const attribute of COMPARED) {
      const value = record.attributes[attribute];
      if (typeof value !== 'string' || value === '') continue;
      const print = this.fingerprint(attribute, value);
      const holder = this.holders.get(print);
      if (!holder) this.holders.set(print, { person, attribute, rows: [row], shared: false });
      else {
        holder.shared ||= holder.person !== person;
        if (holder.rows.at(-1) !== row) holder.rows.push(row);
      }
    }
  }

  /** One warning for everybody, and the rows for those who may see credentials. */
  issues(): Issue[] {
    const shared = [...this.holders.values()].filter((holder) => holder.shared);
    if (shared.length === 0) return [];
    const count = shared.reduce((sum, { rows }) => sum + rows.length, 0);
    const warning = this.issue(null, {
      code: 'shared-secret',
      severity: 'warning',
      message: `${count} rows give several people the same password or SIP password (${shared.length} in all), so that each of them can sign in or register as the others. Give everybody a value of their own, or leave the column empty and let the profile make them up. Who may fetch credentials sees which rows these are.`,
    });
    const rows = shared.flatMap(({ attribute, rows: all }, index) =>
      all.map((row) =>
        this.issue(row, {
          column: this.columns[`user.${attribute}`] ?? attribute,
          value: MASK,
          code: SHARED_SECRET_ROW,
          severity: 'info',
          message: `This row's ${attribute === 'password' ? 'password' : 'SIP password'} is that of ${all.length - 1} other rows (shared value ${index + 1} of ${shared.length}).`,
        })
      )
    );
    return [warning, ...rows.slice(0, NAMED_ROWS)];
  }

  private issue(
    row: number | null,
    content: Pick<Issue, 'code' | 'severity' | 'message'> & Partial<Issue>
  ): Issue {
    return { row, column: null, value: null, ...content };
  }
}

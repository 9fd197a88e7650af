import type { Issue } from '../../../shared/contracts/issues';
import { ATTRIBUTES, type RecordType } from '../../../shared/records';
import { beginningOf, visible } from '../../../shared/text';
import { attributeWords, TYPE_WORDS } from '../../../shared/words';
import type { Departure, Demand } from './departures';
import type { Item } from './items';
import type { SecretMask } from './secret-values';
import type { Hold, StoredRecord } from './types';
import type { SharedValue } from './uniqueness';

/** Records of one type that are stored already and belong to one and the same other maker. */
export interface OwnershipConflict {
  type: RecordType;
  /** The documentId of their profile; null for those made by hand. */
  owner: string | null;
  count: number;
  /** The rows of the first ones. */
  rows: number[];
  /** Of the first one, what it is matched by. */
  value: string | null;
}

const duplicateCode = (attribute: string): string =>
  `duplicate-${attribute.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Makes the plan's issues; each says what was found, what was expected and what to do. */
export class IssueWriter {
  constructor(
    private readonly columns: Record<string, string>,
    private readonly veil: SecretMask
  ) {}

  /** Two rows, or two records of one row, ask for the same value of a unique attribute. */
  duplicate(type: RecordType, row: number, attribute: string, value: string, other: number): Issue {
    const where = other === row ? 'twice in this row' : `in row ${other} as well`;
    const keeper = other === row ? 'The first one keeps it' : `Row ${other} keeps it`;
    return this.error(
      duplicateCode(attribute),
      { type, row, attribute, value },
      (shown) =>
        `${capital(attributeWords(attribute))} "${shown}" stands ${where}, but no two ${plural(type)} may have the same. ` +
        `${keeper} and this ${TYPE_WORDS[type]} is not imported. ${remedy(type, attribute)}`
    );
  }

  /** A stored record has the value and keeps it. `holder` says which and why, as a sentence without its full stop. */
  taken(type: RecordType, row: number, attribute: string, value: string, holder: string): Issue {
    return this.error(
      duplicateCode(attribute),
      { type, row, attribute, value },
      (shown) =>
        `${capital(attributeWords(attribute))} "${shown}" is taken: ${holder}. This ${TYPE_WORDS[type]} is not imported. ` +
        `Give it another ${attributeWords(attribute)}, or change the record that has it.`
    );
  }

  /** A person returns under a new id and has the record again that was theirs. */
  returned({ row, record, type }: Item, stored: StoredRecord): Issue {
    const label = this.veil.label('user', record.attributes, String(row));
    const former = this.veil.label('user', stored.attributes, stored.key ?? String(stored.id));
    return this.issue(
      'returned-under-new-id',
      'info',
      { type, row, attribute: 'username', value: null },
      () =>
        `"${visible(label)}" is new in the source and takes over the record of "${visible(former)}" (${visible(this.veil.key(stored.key ?? ''))}), ` +
        `who had been switched off: the same person by what both have. What had been generated for them is made anew.`
    );
  }

  /** Somebody new is the same person as a user who was switched off and whose own id is there as well. */
  bothIds({ row, record }: Item, stored: StoredRecord): Hold {
    const label = this.veil.label('user', record.attributes, String(row));
    return {
      code: 'returned-twice',
      message:
        `"${visible(label)}" of row ${row} seems to be the person whose former id is in the source too (${visible(this.veil.key(stored.key ?? ''))}): ` +
        `approved, they become two users. If they are one person, take one of the two rows out.`,
    };
  }

  /** Somebody is missing from the source and stays all the same. `since`: how long this has been so. */
  kept(type: RecordType, label: string, how: Departure['how'], since: string, want: Demand): Issue {
    const named = want.attribute in ATTRIBUTES[want.type];
    const doing = how === 'disable' ? 'switched off' : 'removed';
    const what = (shown: string): string =>
      named
        ? `the ${attributeWords(want.attribute)} "${shown}"`
        : want.value === null
          ? 'an entry or phone'
          : 'the key';
    const row = want.row === null ? 'a row' : `row ${want.row}`;
    return this.issue(
      'kept-for-failed-row',
      'warning',
      { type: want.type, row: want.row, attribute: want.attribute, value: want.value },
      (shown) =>
        `The ${TYPE_WORDS[type]} "${visible(label)}" is missing from the source and would be ${doing}, but stays: ` +
        `${row}, which is not imported, wants ${what(shown)} of it. It has been kept so since ${since.slice(0, 10)}. ` +
        `Correct what is wrong with ${row} and run again.`
    );
  }

  /** A record of the profile cannot be told from another one, and is kept until a person says what it is. */
  keptWithoutKey(type: RecordType, stored: StoredRecord): Issue {
    const label = visible(this.veil.label(type, stored.attributes, `id ${stored.id}`));
    return {
      ...wholeRun('kept-without-key', 'warning'),
      message:
        `The ${TYPE_WORDS[type]} "${label}" (document ${stored.documentId}) is stored twice by this profile: another one stands for the same line of the source. ` +
        `It is neither changed nor removed. Look at both in the content manager and remove the one that is not needed, then run again.`,
    };
  }

  /** The matches belong to somebody else and the profile says not to touch them; one finding for all of them. */
  conflict(
    { type, owner, count, rows, value }: OwnershipConflict,
    attribute: string,
    profile: string | undefined
  ): Issue {
    const whose = owner === null ? 'that are there already' : 'that another profile manages';
    const advice = (them: string): string =>
      `Let this profile update records ${whose} or take them over, or take ${them} out of the source.`;
    const of =
      profile === undefined ? 'another connector profile' : `the connector profile "${profile}"`;
    const [belongs, belong] =
      owner === null
        ? ['was made by hand', 'were made by hand']
        : [`belongs to ${of}`, `belong to ${of}`];
    const [row = 0] = rows;
    if (count === 1) {
      return this.error(
        'conflict',
        { type, row, attribute, value },
        (shown) =>
          `The ${TYPE_WORDS[type]} with ${attributeWords(attribute)} "${shown}" is stored already and ${belongs}; nothing of it is changed. ` +
          advice('it')
      );
    }
    const named = `${rows.join(', ')}${count > rows.length ? ' …' : ''}`;
    return {
      ...wholeRun('conflict', 'error'),
      message:
        `${count} ${plural(type)} of this source (rows ${named}) are stored already and ${belong}; nothing of them is changed. ` +
        advice('them'),
    };
  }

  /** Several stored records have the value: nobody can say which of them is meant. */
  ambiguous(item: Item, sharing: SharedValue): Issue {
    const { type, row, record } = item;
    const { attribute } = sharing;
    const given = type === sharing.type ? record.attributes[attribute] : null;
    const value = typeof given === 'string' ? given : sharing.value;
    return this.error(
      AMBIGUOUS,
      { type: sharing.type, row, attribute, value },
      () =>
        `${described(sharing, this.veil)}, and nobody can tell which of them is meant. ` +
        `This ${TYPE_WORDS[type]} is not imported, and nothing of theirs is changed or removed. ${renaming(sharing)}`
    );
  }

  /** An entry or phone names one of several users. */
  ambiguousOwner(type: RecordType, row: number, username: string, sharing: SharedValue): Issue {
    return this.warning(
      AMBIGUOUS,
      { type, row, attribute: 'user', value: username },
      () =>
        `${described(sharing, this.veil)}, and nobody can tell which of them is meant; the ${TYPE_WORDS[type]} is imported without a user. ` +
        renaming(sharing)
    );
  }

  /** Nothing in the record says which one it is. */
  missingKey(item: Item, attribute: string): Issue {
    return this.error(
      'missing-key',
      { type: item.type, row: item.row, attribute, value: null },
      () =>
        `This ${TYPE_WORDS[item.type]} has no ${attributeWords(attribute)}, by which it would be found again in the next run; it is not imported. ` +
        `Fill the column, or leave such rows out with the pre-filter.`
    );
  }

  /**
   * A value cannot be read, and the attribute stays as it is. What stays is at least as old as the
   * record's last change: it says how far behind the source it may be.
   */
  unread(issue: Issue, type: RecordType, attribute: string, stored: StoredRecord | null): Issue {
    const value = stored && (stored.attributes[attribute] ?? null);
    const isSet = stored?.secrets[attribute]?.set ?? (value !== null && value !== '');
    const since = stored?.updatedAt?.slice(0, 10);
    const age = since === undefined ? '' : `, which is of ${since} or earlier`;
    const isShown = typeof value === 'string' && !this.veil.hides(type, attribute);
    const kept = isShown ? `"${visible(beginningOf(value))}"` : 'as it is stored';
    const stays =
      stored && isSet
        ? `The other values of this ${TYPE_WORDS[type]} are imported; ${attributeWords(attribute)} stays ${kept}${age}.`
        : `The other values of this ${TYPE_WORDS[type]} are imported; ${attributeWords(attribute)} stays empty.`;
    return { ...issue, message: `${issue.message} ${stays}` };
  }

  /** An entry or phone names a user that is neither stored nor in the source. */
  unknownUser(type: RecordType, row: number, username: string): Issue {
    return this.warning(
      'unknown-user',
      { type, row, attribute: 'user', value: username },
      (shown) =>
        `No user has the username "${shown}", neither stored nor in this source; the ${TYPE_WORDS[type]} is imported without a user. ` +
        `Correct the username, or import the user first.`
    );
  }

  /** The range is used up. */
  noFreeExtension(row: number, range: { from: number; to: number }): Issue {
    return this.warning(
      'no-free-extension',
      { type: 'user', row, attribute: 'extension', value: null },
      () =>
        `All extensions from ${range.from} to ${range.to} are taken, so this user gets none. ` +
        `Widen the profile's range, or give the user an extension in the source.`
    );
  }

  /** Says why missing records stay; `kept` of the rows were to stay as stored, the others failed. */
  removalSkipped(rows: ReadonlySet<number>, kept: number): Issue {
    const [first] = [...rows].sort((a, b) => a - b);
    const which =
      rows.size === 1 ? `Row ${first}` : `${rows.size} rows, the first of them row ${first},`;
    return {
      ...wholeRun('removal-skipped', 'warning'),
      message:
        `${which} ${whyUnknown(rows.size, kept)}; they may be ones that are stored. ` +
        `Therefore nothing is removed or disabled in this run. Correct what is wrong there and run again.`,
    };
  }

  private error(code: string, place: Place, message: (shown: string) => string): Issue {
    return this.issue(code, 'error', place, message);
  }

  private warning(code: string, place: Place, message: (shown: string) => string): Issue {
    return this.issue(code, 'warning', place, message);
  }

  private issue(
    code: string,
    severity: Issue['severity'],
    { type, row, attribute, value }: Place,
    message: (shown: string) => string
  ): Issue {
    const shown = value === null ? null : this.veil.value(type, attribute, value);
    const column = this.columns[`${type}.${attribute}`] ?? attribute;
    return { row, column, value: shown, code, severity, message: message(visible(shown ?? '')) };
  }
}

interface Place {
  type: RecordType;
  row: number | null;
  attribute: string;
  value: string | null;
}

const AMBIGUOUS = 'ambiguous-person';
const NAMED = 5;

/** Names the records that share a value, as a clause. */
const described = ({ type, attribute, value, records }: SharedValue, veil: SecretMask): string => {
  const names = records.slice(0, NAMED).map(({ attributes, id }) => {
    const spelling = visible(veil.value(type, attribute, String(attributes[attribute])));
    return `"${visible(veil.label(type, attributes, String(id)))}" with "${spelling}"`;
  });
  const rest = records.length > NAMED ? [`${records.length - NAMED} more`] : [];
  return (
    `${records.length} stored ${plural(type)} have the ${attributeWords(attribute)} "${visible(veil.value(type, attribute, value))}" in one spelling or another ` +
    `(${[...names, ...rest].join(', ')})`
  );
};

const renaming = ({ type, attribute }: SharedValue): string =>
  `Give all but one of these ${plural(type)} another ${attributeWords(attribute)} in the content manager, or remove them there, and run again.`;

export const plural = (type: RecordType): string =>
  type === 'phonebookEntry' ? 'phonebook entries' : `${TYPE_WORDS[type]}s`;

const remedy = (type: RecordType, attribute: string): string =>
  type === 'phonebookEntry' && attribute === 'displayName'
    ? 'Entries without an external id are told apart by their names: fill externalId in the template.'
    : 'Correct one of them in the source.';

/** What happened to rows of which nobody knows the records. */
const whyUnknown = (rows: number, kept: number): string => {
  if (kept === 0) return 'failed before it was known which records are meant';
  const what = kept === rows ? 'to be left as stored' : 'failed or to be left as stored';
  return `${rows === 1 ? 'is' : 'are'} ${what}, but it cannot be told which records are meant`;
};

const wholeRun = (code: string, severity: Issue['severity']): Omit<Issue, 'message'> => ({
  row: null,
  column: null,
  value: null,
  code,
  severity,
});

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

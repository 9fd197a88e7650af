import { listOf, partsOf, type Property, unescaped } from './property';

/** What a card says, by column; of several values of one kind the preferred ones come first. */
type Values = Map<string, string[]>;

type Add = (column: string, value: string | undefined) => void;

const telephoneColumn = (types: ReadonlySet<string>): string => {
  const isHome = types.has('home');
  if (types.has('fax')) return isHome ? 'Home fax' : 'Fax';
  if (types.has('cell') || types.has('mobile') || types.has('iphone')) return 'Mobile phone';
  if (types.has('pager')) return 'Pager';
  if (types.has('car')) return 'Car phone';
  if (isHome) return 'Home phone';
  return types.has('work') ? 'Work phone' : 'Phone';
};

/** A telephone number that is an address has its extension as a parameter. */
const numberOf = (value: string): string =>
  value.replace(/^tel:/i, '').replace(/;ext=/i, ' ext. ').replace(/;.*$/, '');

const NAME_PARTS = ['Last name', 'First name', 'Middle name', 'Name prefix', 'Name suffix'];
const ADDRESS_PARTS = ['', '', 'Street', 'City', 'Region', 'Postal code', 'Country'];

/** What is made of each property that is read. */
const READERS: Readonly<Record<string, (property: Property, add: Add) => void>> = {
  VERSION: ({ value }, add) => add('vCard version', value.trim()),
  FN: ({ value }, add) => add('Display name', unescaped(value)),
  N: ({ value }, add) => {
    const parts = partsOf(value);
    NAME_PARTS.forEach((column, index) => add(column, parts[index]));
  },
  NICKNAME: ({ value }, add) => add('Nickname', unescaped(value)),
  ORG: ({ value }, add) => {
    const [organisation, ...units] = partsOf(value);
    add('Organization', organisation);
    add('Department', units.filter((unit) => unit !== '').join(', '));
  },
  TITLE: ({ value }, add) => add('Job title', unescaped(value)),
  ROLE: ({ value }, add) => add('Role', unescaped(value)),
  TEL: ({ value, types }, add) => add(telephoneColumn(types), numberOf(unescaped(value))),
  EMAIL: ({ value }, add) => add('Email', unescaped(value).replace(/^mailto:/i, '')),
  ADR: ({ value, types }, add) => {
    const parts = partsOf(value);
    ADDRESS_PARTS.forEach((part, index) => {
      if (part !== '') add(types.has('home') ? `Home ${part.toLowerCase()}` : part, parts[index]);
    });
  },
  URL: ({ value }, add) => add('Website', unescaped(value)),
  BDAY: ({ value }, add) => add('Birthday', unescaped(value)),
  NOTE: ({ value }, add) => add('Notes', unescaped(value)),
  CATEGORIES: ({ value }, add) => add('Categories', listOf(value).join(', ')),
  UID: ({ value }, add) => add('vCard UID', unescaped(value).replace(/^urn:uuid:/i, '')),
};

export const isReadProperty = (name: string): boolean => Object.hasOwn(READERS, name);

/** All columns, in their order; further values of one have a number. */
const COLUMNS = [
  'Display name',
  ...['First name', 'Last name', 'Middle name', 'Name prefix', 'Name suffix', 'Nickname'],
  ...['Organization', 'Department', 'Job title', 'Role'],
  ...['Work phone', 'Phone', 'Mobile phone', 'Home phone', 'Car phone', 'Fax', 'Home fax', 'Pager'],
  'Email',
  ...ADDRESS_PARTS.filter((part) => part !== ''),
  ...ADDRESS_PARTS.filter((part) => part !== '').map((part) => `Home ${part.toLowerCase()}`),
  ...['Website', 'Birthday', 'Notes', 'Categories', 'vCard UID', 'vCard version'],
];

/** So many columns a kind of value can have; what is more stands in the last of them. */
const MOST_OF_A_KIND = 20;

const columnsOf = (kind: string, count: number): string[] =>
  Array.from({ length: Math.min(count, MOST_OF_A_KIND) }, (_, index) =>
    index === 0 ? kind : `${kind} ${index + 1}`
  );

/** How many values of each kind cards have at most. */
export class ColumnCounts {
  private readonly counts = new Map<string, number>([
    ['Display name', 1],
    // By it the columns are known for those of vCards.
    ['vCard version', 1],
  ]);

  add(card: Values): void {
    for (const [kind, { length }] of card) {
      this.counts.set(kind, Math.max(this.counts.get(kind) ?? 0, length));
    }
  }

  names(): string[] {
    return COLUMNS.flatMap((kind) => columnsOf(kind, this.counts.get(kind) ?? 0));
  }

  /** The cells of a card in these columns. */
  cells(card: Values): string[] {
    return COLUMNS.flatMap((kind) => {
      const values = card.get(kind) ?? [];
      const columns = columnsOf(kind, this.counts.get(kind) ?? 0);
      return columns.map((_, index) =>
        index + 1 < MOST_OF_A_KIND ? (values[index] ?? '') : values.slice(index).join(', ')
      );
    });
  }
}

/** A card without a name is called by what else it has. */
const nameOf = (card: Values): string => {
  const first = (column: string) => card.get(column)?.[0] ?? '';
  const parts = ['Name prefix', 'First name', 'Middle name', 'Last name', 'Name suffix'].map(first);
  const name = parts.filter((part) => part !== '').join(' ');
  return (
    [name, ...['Nickname', 'Organization', 'Email'].map(first)].find((one) => one !== '') ?? ''
  );
};

/** What the properties of a card say. */
export const cardOf = (properties: Property[]): Values => {
  const card: Values = new Map();
  const add: Add = (column, value = '') => {
    if (value === '') return;
    const values = card.get(column);
    if (values) values.push(value);
    else card.set(column, [value]);
  };
  const ordered = properties.toSorted((one, other) => one.preference - other.preference);
  for (const property of ordered) READERS[property.name]?.(property, add);
  if (!card.has('Display name')) add('Display name', nameOf(card));
  return card;
};

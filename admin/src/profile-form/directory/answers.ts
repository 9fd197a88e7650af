import type {
  BrowseView,
  ConnectionStepView,
  ConnectionTestView,
} from '../../../../shared/contracts/ldap';
import type { ProblemView } from '../../../../shared/codes/kinds';
import type { RowValue } from '../../../../shared/contracts/trials';

/** The columns and first rows of a source, cell by cell in the order of the columns. */
export interface Sample {
  columns: string[];
  rows: { number: number; cells: string[] }[];
  problem: ProblemView | null;
}

/** The columns that are made of an entry besides its attributes, in the order that they are shown in. */
const MADE_COLUMNS = ['externalId', 'enabled', 'groups', 'roles', 'dn'];

/** A value on one line; several are separated as automatic matching takes them apart. */
export const textOf = (value: RowValue | undefined): string => {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : value;
};

/** The first entries of a directory in the form that those of a file have. */
export const sampleOf = ({ columns, rows, problem }: BrowseView): Sample => ({
  columns,
  rows: rows.map(({ number, values }) => ({
    number,
    cells: columns.map((column) =>
      textOf(Object.hasOwn(values, column) ? values[column] : undefined)
    ),
  })),
  problem,
});

/** Whether a column is not an attribute of the entries, but made of them. */
export const isMade = (column: string): boolean => MADE_COLUMNS.includes(column);

/** The columns in the order that they are shown in: first what is made of an entry, then its attributes. */
export const shownColumns = (columns: readonly string[]): string[] => [
  ...MADE_COLUMNS.filter((column) => columns.includes(column)),
  ...columns.filter((column) => !isMade(column)),
];

/** What a connection test did at one server. */
export interface ServerSteps {
  server: string;
  steps: ConnectionStepView[];
}

/** The steps of a test by server, in the order that the servers were tried in. */
export const byServer = ({ steps }: Pick<ConnectionTestView, 'steps'>): ServerSteps[] =>
  [...new Set(steps.map(({ server }) => server))].map((server) => ({
    server,
    steps: steps.filter((step) => step.server === server),
  }));

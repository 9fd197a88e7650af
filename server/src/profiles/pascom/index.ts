import {
  AUTOMATIONS,
  type ConnectorDraft,
  type ConnectorKind,
  type PastedConnector,
} from '../../../../shared/contracts/pascom';
import { NEW_PROFILE, type ProfileInput, type Variable } from '../../../../shared/profile';
import { MATCHABLE } from '../../../../shared/records';
import { mappingDefinitionOf } from '../../mapping';
import {
  columnsNamedIn,
  type MappingReview,
  plainColumnOf,
  reviewMapping,
} from '../../mapping/review';
import { draftSource, kindOfConnector, sourceOf, standardVariables } from './kinds';
import { notesOf } from './notes';
import { type PastedVariables, readVariables } from './variables';

/** pascom's own filter, which takes every row. */
const EVERY_ROW = /^(?:<\?php\s+)?return\s+\(?\s*true\s*\)?\s*;?\s*(?:\?>)?$/i;

const filterOf = (code: string): string => (EVERY_ROW.test(code.trim()) ? '' : code.trim());

/** A directory's attributes are asked for by the names that a profile has, and those of a phone stand in no structure. */
const isNeeded = ({ name, expression }: Variable, kind: ConnectorKind): boolean =>
  plainColumnOf(expression) !== name ||
  (sourceOf(kind) === 'directory' && /^phone(?:mac|ip|user|pass)$/i.test(name));

const profileOf = (
  { preFilter, structure, mode, automation }: PastedConnector,
  kind: ConnectorKind,
  { variables }: PastedVariables
): ProfileInput => ({
  ...NEW_PROFILE,
  source: draftSource(kind),
  mode,
  preFilter: filterOf(preFilter),
  variables: variables
    .map(({ name, expression }) => ({ name, expression }))
    .filter((variable) => isNeeded(variable, kind)),
  template: structure.trim() === '' ? '' : structure,
  schedule: {
    ...NEW_PROFILE.schedule,
    cron: AUTOMATIONS[automation] ?? NEW_PROFILE.schedule.cron,
  },
});

/** The columns that the source is expected to have: those that the code reads, and those of pascom's template. */
const expectedColumns = (
  { preFilter }: ProfileInput,
  kind: ConnectorKind,
  pasted: PastedVariables
): string[] => {
  const codes = [preFilter, ...pasted.variables.map(({ expression }) => expression)];
  const read = codes.flatMap(columnsNamedIn);
  const defined = new Set(pasted.variables.map(({ name }) => name));
  const offered = standardVariables(kind).filter((name) => !defined.has(name));
  // pascom's own filter for its example asks for "displayName", where the file has "displayname".
  const isOffered = (column: string): boolean =>
    sourceOf(kind) === 'csv' && offered.some((name) => name.toLowerCase() === column.toLowerCase());
  return [...new Set([...offered, ...read.filter((column) => !isOffered(column))])];
};

/** What the records are told apart by, of that which the structure fills. */
const matchFor = ({ fills, makesUser }: MappingReview): ProfileInput['match'] => {
  const has = (target: string): boolean => fills.includes(target);
  const user = MATCHABLE.user.find((attribute) => has(`user.${attribute}`)) ?? 'username';
  const match = { ...NEW_PROFILE.match, user };
  if (makesUser || !has('phonebookEntry.displayName')) return match;
  // As of every export of contacts: by their names, and namesakes by their companies.
  const parts = has('phonebookEntry.organisation')
    ? ['displayName', 'organisation']
    : 'displayName';
  return { ...match, phonebookEntry: has('phonebookEntry.externalId') ? 'externalId' : parts };
};

/** What becomes of a connector that a person has copied out of pascom, and what of it needs a look. */
export const readConnector = (connector: PastedConnector): ConnectorDraft => {
  const pasted = readVariables(connector.variables);
  const guess = kindOfConnector(connector);
  const kind = connector.kind ?? guess;
  const drafted = profileOf(connector, kind, pasted);
  const columns = expectedColumns(drafted, kind, pasted);
  const definition = mappingDefinitionOf(drafted);
  const match = matchFor(reviewMapping(definition, columns));
  const profile = { ...drafted, match };
  const review = reviewMapping({ ...definition, match }, columns);
  const kept = new Set(profile.variables.map(({ name }) => name));
  return {
    kind,
    guess,
    profile,
    variables: pasted.variables.map(({ name, line }) => ({ name, line, isKept: kept.has(name) })),
    notes: notesOf({ kind, automation: connector.automation, profile, pasted, review }),
  };
};

import type { Core, UID } from '@strapi/strapi';

import {
  type AppAttributes,
  type AttributeKind,
  ATTRIBUTES,
  byType,
  isSecret,
  MATCHABLE,
  STRING_LENGTH,
  uniqueAttributes,
  type AttributeDefinition,
  type RecordType,
} from '../../../shared/records';
import { PLUGIN_ID, UIDS } from '../constants';
import { digested, digestName, sharedName } from '../storage/digests';

export type AttributeSchema = Record<string, unknown> & { type: string };

const longText = { type: 'text', args: ['longtext'] };

/**
 * A column of a short text takes 255 characters, which is looked at before Strapi does. It counts the units of
 * UTF-16, of which an emoji has two, and would refuse what a run may write.
 */
const MOST_UNITS = 2 * STRING_LENGTH;

const baseSchema = (definition: AttributeDefinition): AttributeSchema => {
  switch (definition.kind) {
    case 'string':
    case 'mac':
      return { type: 'string', maxLength: MOST_UNITS };
    case 'list':
    case 'labels':
      return { type: 'json' };
    case 'enumeration':
      return { type: 'enumeration', enum: [...(definition.values ?? [])] };
    // Strapi keeps a `password` out of every response, filter, sort and search, and the content
    // manager only ever
    // writes it: that holds for those that are encrypted too.
    case 'hash':
    case 'encrypted':
      return { type: 'password', column: longText };
    default:
      return { type: definition.kind };
  }
};

/**
 * Strapi's attribute for one of the catalogue. None is `unique`: Strapi would ask for the value in
 * the database's collation, where a digest of its identity is to decide.
 */
const attributeSchema = (definition: AttributeDefinition): AttributeSchema => ({
  ...baseSchema(definition),
  ...(isSecret(definition) && { private: true }),
});

/** Strapi's attributes for everything that a template can fill. */
export const catalogueAttributes = (type: RecordType): Record<string, AttributeSchema> =>
  Object.fromEntries(
    Object.entries(ATTRIBUTES[type]).map(([name, definition]) => [
      name,
      attributeSchema(definition),
    ])
  );

const APP_KINDS: Readonly<Record<string, AttributeKind>> = {
  string: 'string',
  email: 'string',
  uid: 'string',
  text: 'text',
  richtext: 'text',
  boolean: 'boolean',
  enumeration: 'enumeration',
  integer: 'integer',
  biginteger: 'biginteger',
  decimal: 'decimal',
  float: 'float',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
};

interface AppAttribute {
  type: string;
  enum?: readonly string[];
  private?: boolean;
  column?: { args?: unknown };
}

/** The digits of a column of decimals for which an app has not taken Strapi's. */
const digitsOf = ({ type, column }: AppAttribute): [number, number] | undefined => {
  const [all, decimals]: unknown[] = Array.isArray(column?.args) ? column.args : [];
  const isGiven = type === 'decimal' && typeof all === 'number' && typeof decimals === 'number';
  return isGiven ? [all, decimals] : undefined;
};

/** Strapi adds these to every type, without saying so in the schema. */
const STRAPI_ATTRIBUTES = ['documentId', 'locale', 'createdAt', 'updatedAt', 'publishedAt'];

/** What of a type's attributes is the app's own, may be seen, and can be filled from text. */
export const appAttributes = (
  type: RecordType,
  attributes: Record<string, AppAttribute>
): AppAttributes[RecordType] => {
  const own = Object.entries(ATTRIBUTES[type]).filter(([, { ofApp = false }]) => !ofApp);
  const known = new Set([
    ...own.map(([name]) => name),
    ...Object.keys(bookkeepingAttributes(type)),
    ...STRAPI_ATTRIBUTES,
    'protected',
  ]);
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, attribute]) => {
      const kind = attribute.private ? undefined : APP_KINDS[attribute.type];
      if (kind === undefined || known.has(name)) return [];
      return [[name, { kind, values: attribute.enum, digits: digitsOf(attribute) }]];
    })
  );
};

/** The app's own attributes of all three types, which its `src/extensions` has added. */
export const appAttributesOf = (strapi: Core.Strapi): AppAttributes =>
  byType((type) =>
    appAttributes(type, strapi.contentType(UIDS[type] as UID.ContentType).attributes)
  );

const internal = (type: string): AttributeSchema => ({
  type,
  private: true,
  writable: false,
  visible: false,
  configurable: false,
  searchable: false,
});

/**
 * What is noted about a record that nobody sees: which profile owns it, by which key it is found
 * again (and was, before another record came to share its identity), what its secrets were imported
 * from, and the digests by which databases compare.
 */
export const bookkeepingAttributes = (type: RecordType): Record<string, AttributeSchema> => ({
  connectorProfile: internal('string'),
  connectorKey: internal('string'),
  connectorFormerKey: internal('string'),
  connectorFingerprint: internal('json'),
  connectorRun: internal('integer'),
  /** Since when it is kept though it is missing, in ISO 8601: the database need not understand it. */
  connectorKeptSince: internal('string'),
  /** In how many runs it was missing, and after which one that was counted. */
  connectorAbsence: internal('json'),
  /** What people have changed by hand, see `HandEdits`. */
  connectorHandEdits: internal('json'),
  /** When a person or the app has written it last; null: nobody has. */
  connectorEditedAtMs: internal('float'),
  ...(type === 'user' && missingAttributes),
  ...identityAttributes(type),
});

/** Only a user can be marked as missing from the source, and give values up to others then. */
const missingAttributes = {
  connectorMissingSinceMs: internal('float'),
  /** When a person has disabled it; null: no person has. */
  connectorDisabledByHandMs: internal('float'),
  connectorGaveUp: internal('json'),
};

const identityAttributes = (type: RecordType): Record<string, AttributeSchema> =>
  Object.fromEntries(
    [...digested(type).map(digestName), ...uniqueAttributes(type).map(sharedName)].map((name) => [
      name,
      internal('string'),
    ])
  );

/** `private` does not bind the content manager; `hidden` does. */
export const hide = (attributes: Record<string, AttributeSchema>) => ({
  attributes: Object.fromEntries(Object.keys(attributes).map((name) => [name, { hidden: true }])),
});

export interface IndexSchema {
  name: string;
  columns: string[];
  type?: 'unique';
}

/**
 * The name says table and column, which is how a driver's error is understood (see
 * `uniqueViolation`).
 */
export const uniqueIndex = (table: string, ...columns: string[]): IndexSchema => ({
  name: `${table}_${columns.join('_')}_unique`,
  columns,
  type: 'unique',
});

export const plainIndex = (table: string, ...columns: string[]): IndexSchema => ({
  name: `${table}_${columns.join('_')}_index`,
  columns,
});

const column = (attribute: string): string =>
  attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The indexes by which records are found: those of a profile, and everybody's by their values. */
export const recordIndexes = (table: string, type: RecordType): IndexSchema[] => {
  const unique = uniqueAttributes(type);
  return [
    {
      name: `${table}_connector_key_digest_unique`,
      columns: ['connector_profile', 'connector_key_digest'],
      type: 'unique',
    },
    plainIndex(table, 'connector_profile', 'id'),
    plainIndex(table, 'connector_former_key'),
    ...MATCHABLE[type].map((name) =>
      unique.includes(name)
        ? uniqueIndex(table, column(digestName(name)))
        : plainIndex(table, column(digestName(name)))
    ),
    ...unique.map((name) => plainIndex(table, column(sharedName(name)))),
  ];
};

const PLUGIN_OPTIONS = {
  'content-type-builder': { visible: false },
  i18n: { localized: false },
} as const;

/**
 * Draft & publish and translations would make several rows of one record. The schema is the
 * plugin's: its builder is closed to it.
 */
export const common = {
  kind: 'collectionType',
  options: { draftAndPublish: false },
  pluginOptions: PLUGIN_OPTIONS,
} as const;

/** The same for a type of record, of which the panel knows in this way whose fields a view shows. */
export const commonOf = (type: RecordType) => ({
  ...common,
  pluginOptions: { ...PLUGIN_OPTIONS, [PLUGIN_ID]: { type } },
});

import {
  ATTRIBUTES,
  isSecret,
  type AttributeDefinition,
  type RecordType,
} from '../../../shared/records';

export type AttributeSchema = Record<string, unknown> & { type: string };

const longText = { type: 'text', args: ['longtext'] };

const baseSchema = (definition: AttributeDefinition): AttributeSchema => {
  switch (definition.kind) {
    case 'string':
    case 'mac':
      return { type: 'string' };
    case 'text':
      return { type: 'text' };
    case 'list':
    case 'labels':
      return { type: 'json' };
    case 'boolean':
      return { type: 'boolean' };
    case 'enumeration':
      return { type: 'enumeration', enum: [...(definition.values ?? [])] };
    // Strapi keeps a `password` out of every response, filter, sort and search, and the content
    // manager only ever
    // writes it: that holds for those that are encrypted too.
    case 'hash':
    case 'encrypted':
      return { type: 'password', column: longText };
  }
};

/**
 * Strapi's attribute for one of the catalogue. A unique one is checked by Strapi, and by an index
 * of the schema.
 */
const attributeSchema = (definition: AttributeDefinition): AttributeSchema => ({
  ...baseSchema(definition),
  ...(definition.unique && { unique: true }),
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

const internal = (type: string): AttributeSchema => ({
  type,
  private: true,
  writable: false,
  visible: false,
  configurable: false,
  searchable: false,
});

/**
 * What a run notes about a record: which profile owns it, by which key it is found again, and what
 * its secrets were imported from.
 */
export const bookkeepingAttributes = {
  connectorProfile: internal('string'),
  connectorKey: internal('string'),
  connectorFingerprint: internal('json'),
  connectorRun: internal('integer'),
  /** Since when it is kept though it is missing, in ISO 8601: the database need not understand it. */
  connectorKeptSince: internal('string'),
};

/** Only a user can be marked as missing from the source, and give values up to others then. */
export const missingAttributes = {
  connectorMissingSinceMs: internal('float'),
  connectorGaveUp: internal('json'),
};

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

/** The indexes by which runs find the records of a profile. */
export const bookkeepingIndexes = (table: string): IndexSchema[] => [
  {
    name: `${table}_connector_key_unique`,
    columns: ['connector_profile', 'connector_key'],
    type: 'unique',
  },
  plainIndex(table, 'connector_profile', 'id'),
];

/**
 * Draft & publish and translations would make several rows of one record. The schema is the
 * plugin's: its builder is closed to it.
 */
export const common = {
  kind: 'collectionType',
  options: { draftAndPublish: false },
  pluginOptions: { 'content-type-builder': { visible: false }, i18n: { localized: false } },
} as const;

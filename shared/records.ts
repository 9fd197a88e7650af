import { columnNames } from './column-names';

/** The three kinds of record that a run brings into Strapi. */
export type RecordType = 'user' | 'phonebookEntry' | 'phone';

/** What belongs to a user. */
export type ChildType = Exclude<RecordType, 'user'>;

export const RECORD_TYPES = ['user', 'phonebookEntry', 'phone'] as const satisfies RecordType[];

/** Something for each type of record. */
export const byType = <T>(make: (type: RecordType) => T): Record<RecordType, T> => ({
  user: make('user'),
  phonebookEntry: make('phonebookEntry'),
  phone: make('phone'),
});

/** How many characters a `string` has at most, as databases count them: an emoji is one. */
export const STRING_LENGTH = 255;

/**
 * How an attribute's value is read from text and kept in the database:
 * - `string`: one line, at most 255 characters
 * - `text`: of any length
 * - `list`: an array of strings; from text, split at commas and semicolons
 * - `labels`: an array of `{ name, value }`
 * - `boolean`: true/false, yes/no, 1/0, on/off, in the languages of the big spreadsheets too
 * - `enumeration`: one of `values`
 * - `integer`, `biginteger`, `decimal`, `float`: a number, in digits and a point before its decimals
 * - `date`, `datetime`, `time`: in ISO 8601, a moment in UTC
 * - `mac`: any common notation, kept as `aa:bb:cc:dd:ee:ff`
 * - `hash`: a secret, kept as a one-way hash
 * - `encrypted`: a secret, kept encrypted, because a phone needs it in clear
 */
export type AttributeKind =
  | 'string'
  | 'text'
  | 'list'
  | 'labels'
  | 'boolean'
  | 'enumeration'
  | 'integer'
  | 'biginteger'
  | 'decimal'
  | 'float'
  | 'date'
  | 'datetime'
  | 'time'
  | 'mac'
  | 'hash'
  | 'encrypted';

export interface AttributeDefinition {
  kind: AttributeKind;
  /** No two records of the type may have the same value, whoever made them. */
  unique?: true;
  /** What a text of the attribute is; without it, any text. */
  form?: 'number' | 'extension' | 'email' | 'ip';
  /** An app has added it to the plugin's type: what is written by hand is the app's business. */
  ofApp?: true;
  /** For `enumeration`: the values allowed. */
  values?: readonly string[];
  /** For `decimal`: how many digits its column has, and how many of them behind the point; absent: Strapi's. */
  digits?: readonly [all: number, decimals: number];
  /** pascom's codes for the same thing, valid in a template beside our own name. */
  codes?: readonly string[];
  /** Names of columns that automatic matching takes for it, normalised, best first. */
  synonyms: readonly string[];
}

type Attributes = Readonly<Record<string, AttributeDefinition>>;
type Definitions = Readonly<Record<string, Omit<AttributeDefinition, 'synonyms'>>>;

const user = {
  username: {
    kind: 'string',
    unique: true,
    codes: ['003use_name'],
  },
  displayName: {
    kind: 'string',
    codes: ['003use_bez'],
  },
  firstName: {
    kind: 'string',
  },
  lastName: {
    kind: 'string',
  },
  email: {
    kind: 'string',
    form: 'email',
    codes: ['016voi_email'],
  },
  externalId: {
    kind: 'string',
    unique: true,
  },
  extension: {
    kind: 'string',
    form: 'extension',
    unique: true,
    codes: ['009ext_extension'],
  },
  language: {
    kind: 'string',
  },
  groupId: { kind: 'string' },
  groupName: { kind: 'string' },
  roles: { kind: 'list', codes: ['user_roles'] },
  mobileNumbers: {
    kind: 'list',
    form: 'number',
  },
  dialplan: { kind: 'string' },
  avatar: { kind: 'text' },
  authMethod: {
    kind: 'enumeration',
    values: ['local', 'external'],
    codes: ['003use_auth_method'],
  },
  enabled: { kind: 'boolean' },
  password: {
    kind: 'hash',
    codes: ['003use_pw'],
  },
  sipPassword: { kind: 'encrypted' },
  pin: { kind: 'encrypted', codes: ['011acc_pin'] },
} as const satisfies Definitions;

const phonebookEntry = {
  displayName: { kind: 'string', codes: ['028pho_bez'] },
  firstName: { kind: 'string', codes: ['028pho_firstname'] },
  lastName: { kind: 'string', codes: ['028pho_lastname'] },
  organisation: {
    kind: 'string',
    codes: ['028pho_organisation'],
  },
  email: { kind: 'string', form: 'email', codes: ['028pho_email'] },
  phone: { kind: 'string', form: 'number', codes: ['028pho_phone'] },
  mobile: { kind: 'string', form: 'number', codes: ['028pho_mobile'] },
  homePhone: {
    kind: 'string',
    form: 'number',
    codes: ['028pho_homephone'],
  },
  fax: {
    kind: 'string',
    form: 'number',
    codes: ['028pho_fax'],
  },
  notes: {
    kind: 'text',
    codes: ['028pho_notes'],
  },
  labels: { kind: 'labels', codes: ['phonebook.phonebooklabel'] },
  externalId: { kind: 'string' },
  /** Whether only its user sees it. */
  private: { kind: 'boolean' },
} as const satisfies Definitions;

const phone = {
  name: { kind: 'string', codes: ['010dev_bez'] },
  kind: { kind: 'enumeration', values: ['desk', 'softphone', 'mobile'] },
  mac: {
    kind: 'mac',
    unique: true,
    codes: ['071ipp_mac'],
  },
  ip: { kind: 'string', form: 'ip' },
  sipUsername: {
    kind: 'encrypted',
    codes: ['013pee_username'],
  },
  sipPassword: {
    kind: 'encrypted',
    codes: ['013pee_password'],
  },
} as const satisfies Definitions;

const catalogue = {
  user: withNames('user', user),
  phonebookEntry: withNames('phonebookEntry', phonebookEntry),
  phone: withNames('phone', phone),
};

/** Every attribute that a template can fill, by record type. Content types, mapping, plan and write all read it here. */
export const ATTRIBUTES: Readonly<Record<RecordType, Attributes>> = catalogue;

/** Attributes that an app has given the plugin's types besides those of the catalogue. */
export type AppAttributes = Record<
  RecordType,
  Record<string, Omit<AttributeDefinition, 'synonyms'>>
>;

/**
 * Adds an app's attributes to the catalogue of this process, in the place of those of an app that it
 * had before; the catalogue's own stay as they are.
 */
export const setAppAttributes = (given: AppAttributes): void => {
  for (const type of RECORD_TYPES) {
    const attributes = catalogue[type];
    for (const [name, { ofApp }] of Object.entries(attributes)) if (ofApp) delete attributes[name];
    for (const [name, definition] of Object.entries(given[type])) {
      if (!Object.hasOwn(attributes, name)) {
        attributes[name] = { ...definition, ofApp: true, synonyms: [] };
      }
    }
  }
};

function withNames(
  type: RecordType,
  definitions: Definitions
): Record<string, AttributeDefinition> {
  return Object.fromEntries(
    Object.entries(definitions).map(([attribute, definition]) => [
      attribute,
      { ...definition, synonyms: columnNames(type, attribute) },
    ])
  );
}

/** True when the attribute's value must never be seen in a response, log, report, change or export. */
export const isSecret = (definition: AttributeDefinition): boolean =>
  definition.kind === 'hash' || definition.kind === 'encrypted';

/** True for attributes by which people and things are told apart, whatever a profile matches by. */
export const isIdentifier = (attribute: string, { unique }: AttributeDefinition): boolean =>
  unique === true || attribute === 'externalId';

/** The attributes by whose value a record can be found again, by record type; unique ones are among them. */
export const MATCHABLE = {
  user: ['username', 'externalId', 'email', 'extension'],
  phonebookEntry: ['externalId', 'email', 'phone', 'displayName'],
  phone: ['mac', 'name'],
} as const satisfies Record<RecordType, readonly string[]>;

/** What may be one key together, by record type: nothing secret, and nothing that a record has several of. */
export const KEY_PARTS = {
  user: [
    'username',
    'displayName',
    'firstName',
    'lastName',
    'email',
    'externalId',
    'extension',
    'groupName',
  ],
  phonebookEntry: [
    'displayName',
    'firstName',
    'lastName',
    'organisation',
    'externalId',
    'email',
    'phone',
    'mobile',
    'homePhone',
  ],
  phone: ['mac', 'name', 'ip'],
} as const satisfies Record<RecordType, readonly string[]>;

export const uniqueAttributes = (type: RecordType): string[] =>
  Object.entries(ATTRIBUTES[type])
    .filter(([, definition]) => definition.unique)
    .map(([name]) => name);

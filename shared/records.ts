/** The three kinds of record that a run brings into Strapi. */
export type RecordType = 'user' | 'phonebookEntry' | 'phone';

export const RECORD_TYPES = ['user', 'phonebookEntry', 'phone'] as const satisfies RecordType[];

/**
 * How an attribute's value is read from text and kept in the database:
 * - `string`: one line, at most 255 characters
 * - `text`: of any length
 * - `list`: an array of strings; from text, split at commas and semicolons
 * - `labels`: an array of `{ name, value }`
 * - `boolean`: true/false, yes/no, 1/0, on/off
 * - `enumeration`: one of `values`
 * - `mac`: any common notation, kept as `aa:bb:cc:dd:ee:ff`
 * - `hash`: a secret, kept as a one-way hash
 * - `encrypted`: a secret, kept encrypted, because a phone needs it in clear
 */
export type AttributeKind =
  'string' | 'text' | 'list' | 'labels' | 'boolean' | 'enumeration' | 'mac' | 'hash' | 'encrypted';

export interface AttributeDefinition {
  kind: AttributeKind;
  /** No two records of the type may have the same value, whoever made them. */
  unique?: true;
  /** For `enumeration`: the values allowed. */
  values?: readonly string[];
  /** pascom's codes for the same thing, valid in a template beside our own name. */
  codes?: readonly string[];
  /** Column names, lower case and without punctuation, that automatic matching takes for it, best first. */
  synonyms: readonly string[];
}

type Attributes = Readonly<Record<string, AttributeDefinition>>;

const user = {
  username: {
    kind: 'string',
    unique: true,
    codes: ['003use_name'],
    synonyms: [
      'username',
      'login',
      'loginname',
      'samaccountname',
      'uid',
      'userprincipalname',
      'userid',
      'benutzername',
      'anmeldename',
    ],
  },
  displayName: {
    kind: 'string',
    codes: ['003use_bez'],
    synonyms: ['displayname', 'name', 'cn', 'commonname', 'fullname', 'anzeigename'],
  },
  firstName: {
    kind: 'string',
    synonyms: ['firstname', 'givenname', 'forename', 'vorname'],
  },
  lastName: {
    kind: 'string',
    synonyms: ['lastname', 'surname', 'sn', 'familyname', 'nachname'],
  },
  email: {
    kind: 'string',
    codes: ['016voi_email'],
    synonyms: ['email', 'mail', 'emailaddress', 'mailaddress'],
  },
  externalId: {
    kind: 'string',
    unique: true,
    synonyms: [
      'externalid',
      'id',
      'employeeid',
      'employeenumber',
      'personnelnumber',
      'personalnummer',
      'objectguid',
      'entryuuid',
      'guid',
      'uuid',
    ],
  },
  extension: {
    kind: 'string',
    unique: true,
    codes: ['009ext_extension'],
    synonyms: [
      'extension',
      'phone',
      'ext',
      'telephonenumber',
      'phonenumber',
      'internalnumber',
      'telephone',
      'ipphone',
      'durchwahl',
    ],
  },
  language: {
    kind: 'string',
    synonyms: ['language', 'lang', 'preferredlanguage', 'locale', 'sprache'],
  },
  groupId: { kind: 'string', synonyms: ['groupid', 'gid'] },
  groupName: { kind: 'string', synonyms: ['groupname', 'group', 'department', 'abteilung'] },
  roles: { kind: 'list', codes: ['user_roles'], synonyms: ['roles', 'rollen', 'role', 'memberof'] },
  mobileNumbers: {
    kind: 'list',
    synonyms: [
      'mobilenumbers',
      'mobile',
      'mobilenumber',
      'mobilephone',
      'cell',
      'cellphone',
      'handy',
    ],
  },
  dialplan: { kind: 'string', synonyms: ['dialplan', 'dialingplan'] },
  avatar: { kind: 'text', synonyms: ['avatar', 'picture', 'photourl'] },
  authMethod: {
    kind: 'enumeration',
    values: ['local', 'external'],
    codes: ['003use_auth_method'],
    synonyms: ['authmethod', 'authentication'],
  },
  enabled: { kind: 'boolean', synonyms: ['enabled', 'active', 'isactive', 'aktiv'] },
  password: {
    kind: 'hash',
    codes: ['003use_pw'],
    synonyms: ['password', 'passwd', 'userpassword', 'passwort'],
  },
  sipPassword: { kind: 'encrypted', synonyms: ['sippassword', 'sipsecret'] },
  pin: { kind: 'encrypted', codes: ['011acc_pin'], synonyms: ['pin', 'voicemailpin'] },
} as const satisfies Attributes;

const phonebookEntry = {
  displayName: { kind: 'string', codes: ['028pho_bez'], synonyms: user.displayName.synonyms },
  firstName: { kind: 'string', codes: ['028pho_firstname'], synonyms: user.firstName.synonyms },
  lastName: { kind: 'string', codes: ['028pho_lastname'], synonyms: user.lastName.synonyms },
  organisation: {
    kind: 'string',
    codes: ['028pho_organisation'],
    synonyms: ['organisation', 'organization', 'company', 'companyname', 'o', 'firma'],
  },
  email: { kind: 'string', codes: ['028pho_email'], synonyms: user.email.synonyms },
  phone: { kind: 'string', codes: ['028pho_phone'], synonyms: user.extension.synonyms },
  mobile: { kind: 'string', codes: ['028pho_mobile'], synonyms: user.mobileNumbers.synonyms },
  homePhone: {
    kind: 'string',
    codes: ['028pho_homephone'],
    synonyms: ['homephone', 'privatephone', 'privat'],
  },
  fax: {
    kind: 'string',
    codes: ['028pho_fax'],
    synonyms: ['fax', 'facsimiletelephonenumber', 'businessfax', 'faxnumber'],
  },
  notes: {
    kind: 'text',
    codes: ['028pho_notes'],
    synonyms: ['notes', 'job', 'title', 'jobtitle', 'info', 'position'],
  },
  labels: { kind: 'labels', codes: ['phonebook.phonebooklabel'], synonyms: [] },
  externalId: { kind: 'string', synonyms: user.externalId.synonyms },
  /** Whether only its user sees it. */
  private: { kind: 'boolean', synonyms: [] },
} as const satisfies Attributes;

const phone = {
  name: { kind: 'string', codes: ['010dev_bez'], synonyms: ['phonename', 'devicename'] },
  kind: { kind: 'enumeration', values: ['desk', 'softphone', 'mobile'], synonyms: [] },
  mac: {
    kind: 'mac',
    unique: true,
    codes: ['071ipp_mac'],
    synonyms: ['phonemac', 'mac', 'macaddress'],
  },
  ip: { kind: 'string', synonyms: ['phoneip', 'ip', 'ipaddress'] },
  sipUsername: {
    kind: 'encrypted',
    codes: ['013pee_username'],
    synonyms: ['phoneuser', 'sipusername', 'sipuser'],
  },
  sipPassword: {
    kind: 'encrypted',
    codes: ['013pee_password'],
    synonyms: ['phonepass', 'phonepassword'],
  },
} as const satisfies Attributes;

/** Every attribute that a template can fill, by record type. Content types, mapping, plan and write all read it here. */
export const ATTRIBUTES: Readonly<Record<RecordType, Attributes>> = { user, phonebookEntry, phone };

/** True when the attribute's value must never be seen in a response, log, report, change or export. */
export const isSecret = (definition: AttributeDefinition): boolean =>
  definition.kind === 'hash' || definition.kind === 'encrypted';

export const uniqueAttributes = (type: RecordType): string[] =>
  Object.entries(ATTRIBUTES[type])
    .filter(([, definition]) => definition.unique)
    .map(([name]) => name);

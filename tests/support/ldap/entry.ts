export type LdapValue = string | Buffer;
export type LdapAttributes = Record<string, LdapValue | LdapValue[]>;

/** An entry of a directory. Binary values are Buffers. */
export interface LdapEntry {
  dn: string;
  attributes: LdapAttributes;
}

export interface LdapAccount {
  dn: string;
  password: string;
}

export const valuesOf = (values: LdapValue | LdapValue[] = []): LdapValue[] =>
  Array.isArray(values) ? values : [values];

const line = (name: string, value: LdapValue): string =>
  `${name}:: ${Buffer.from(value).toString('base64')}\n`;

const record = ({ dn, attributes }: LdapEntry): string => {
  const lines = Object.entries(attributes).flatMap(([name, values]) =>
    valuesOf(values).map((value) => line(name, value))
  );
  return line('dn', dn) + lines.join('');
};

/** RFC 2849, every value in base64. */
export const toLdif = (entries: LdapEntry[]): string => entries.map(record).join('\n');

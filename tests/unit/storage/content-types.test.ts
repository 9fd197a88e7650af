import contentTypes from '../../../server/src/content-types';
import {
  type AttributeKind,
  ATTRIBUTES,
  isSecret,
  RECORD_TYPES,
  uniqueAttributes,
} from '../../../shared/records';

const SCHEMAS = {
  user: contentTypes.user.schema,
  phonebookEntry: contentTypes['phonebook-entry'].schema,
  phone: contentTypes.phone.schema,
};

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const isBookkeeping = (name: string): boolean => /^connector|(Digest|Shared)$/.test(name);

describe.each(RECORD_TYPES)('content type of %s', (type) => {
  const { attributes, indexes, config, options } = SCHEMAS[type];
  const of = (name: string): Record<string, unknown> => ({
    ...(attributes as Record<string, Record<string, unknown>>)[name],
  });

  it('has every attribute of the catalogue, in its kind', () => {
    const types: Partial<Record<AttributeKind, string>> = {
      string: 'string',
      mac: 'string',
      text: 'text',
      list: 'json',
      labels: 'json',
      boolean: 'boolean',
      enumeration: 'enumeration',
      hash: 'password',
      encrypted: 'password',
    };
    for (const [name, definition] of Object.entries(ATTRIBUTES[type])) {
      expect({ name, type: of(name).type }).toEqual({ name, type: types[definition.kind] });
      expect(of(name).enum).toEqual(definition.values ? [...definition.values] : undefined);
    }
  });

  it('has no other attribute that a template could mean', () => {
    const others = Object.keys(attributes).filter((name) => !(name in ATTRIBUTES[type]));
    expect(others.filter((name) => !isBookkeeping(name))).toEqual(
      type === 'user' ? ['protected', 'phonebookEntries', 'phones'] : ['user']
    );
  });

  it('keeps secrets private, in columns that take them encrypted', () => {
    const secrets = Object.entries(ATTRIBUTES[type]).filter(([, definition]) =>
      isSecret(definition)
    );
    for (const [name] of secrets) {
      expect(of(name)).toMatchObject({ type: 'password', private: true, column: { type: 'text' } });
    }
  });

  it('hides all bookkeeping, and nobody but a run writes it', () => {
    const bookkeeping = Object.keys(attributes).filter(isBookkeeping);
    expect(bookkeeping).toHaveLength({ user: 20, phonebookEntry: 14, phone: 13 }[type]);
    for (const name of bookkeeping) {
      expect(of(name)).toMatchObject({
        private: true,
        writable: false,
        visible: false,
        searchable: false,
      });
      expect(config.attributes[name]).toEqual({ hidden: true });
    }
    expect(Object.keys(config.attributes)).toEqual(bookkeeping);
  });

  it('has a unique index for every unique attribute and for the key', () => {
    const unique = indexes.filter((index) => index.type === 'unique').map(({ columns }) => columns);
    expect(unique.map(String).sort()).toEqual(
      [
        ...uniqueAttributes(type).map((name) => `${snakeCase(name)}_digest`),
        'connector_profile,connector_key_digest',
      ].sort()
    );
    Object.keys(attributes).forEach((name) => expect(of(name).unique).toBeUndefined());
  });

  it('has index names that no database cuts off', () => {
    indexes.forEach(({ name }) => expect(name.length).toBeLessThanOrEqual(63));
    expect(new Set(indexes.map(({ name }) => name)).size).toBe(indexes.length);
  });

  it('has neither drafts nor translations', () => {
    expect(options).toEqual({ draftAndPublish: false });
  });
});

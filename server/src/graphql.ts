import type { Core } from '@strapi/strapi';

import { lookupQuery, searchQuery } from '../../shared/contracts/lookup';
import { connectorOf } from './compose';
import { PLUGIN_ID } from './constants';
import { validate } from './utils/validation';

const TYPES = `
  enum DirectoryNumberKind { extension phone mobile home fax }
  enum DirectoryPersonType { user phonebookEntry }
  enum DirectoryLookupMatch { number extension behind_main shares_main }

  type DirectoryNumber {
    kind: DirectoryNumberKind!
    "As it came."
    number: String!
    "Null where the numbering plan does not say it."
    e164: String
    extension: String
  }

  type DirectoryPersonUser { documentId: ID! displayName: String }

  "A user or a phonebook entry as telephones show it."
  type DirectoryPerson {
    type: DirectoryPersonType!
    documentId: ID!
    displayName: String
    firstName: String
    lastName: String
    organisation: String
    private: Boolean!
    enabled: Boolean!
    "Whose entry it is."
    user: DirectoryPersonUser
    numbers: [DirectoryNumber!]!
  }

  type DirectoryLookupAnswer {
    match: DirectoryLookupMatch!
    number: DirectoryNumber!
    person: DirectoryPerson!
  }

  extend type Query {
    "Whose number it is, the likeliest first."
    directoryLookup(number: String!): [DirectoryLookupAnswer!]!
    "The same with the private entries of a user."
    directoryLookupForUser(user: ID!, number: String!): [DirectoryLookupAnswer!]!
    "Who is called so: beginnings of words, or the keys of a phone."
    directorySearch(q: String!): [DirectoryPerson!]!
    "The same with the private entries of a user."
    directorySearchForUser(user: ID!, q: String!): [DirectoryPerson!]!
  }
`;

interface Extension {
  use(configuration: object): void;
}

type Arguments = Record<'number' | 'q' | 'user', string | undefined>;

const scope = (action: string) => ({ auth: { scope: [`plugin::${PLUGIN_ID}.${action}`] } });

/** Lets GraphQL ask what REST can ask of numbers and names, with the same permissions. */
export const offerInGraphql = (strapi: Core.Strapi): void => {
  const extension = strapi.plugin('graphql')?.service('extension') as Extension | undefined;
  const { lookup } = connectorOf(strapi);

  const lookingUp = async (_: unknown, { number, user }: Partial<Arguments>) => {
    const asked = validate(lookupQuery, { number });
    const { data } = await lookup.lookup(asked.number, user);
    return data.map(({ match, number: matched, ...person }) => ({
      // GraphQL's names have no hyphen.
      match: match.replace('-', '_'),
      number: matched,
      person,
    }));
  };

  const searching = (_: unknown, { q, user }: Partial<Arguments>) =>
    lookup.search(validate(searchQuery, { q }).q, user);

  extension?.use({
    typeDefs: TYPES,
    resolvers: {
      Query: {
        directoryLookup: lookingUp,
        directoryLookupForUser: lookingUp,
        directorySearch: searching,
        directorySearchForUser: searching,
      },
    },
    resolversConfig: {
      'Query.directoryLookup': scope('lookup.find'),
      'Query.directoryLookupForUser': scope('lookup.findPrivate'),
      'Query.directorySearch': scope('search.find'),
      'Query.directorySearchForUser': scope('search.findPrivate'),
    },
  });
};

// An example of a plugin that brings a source for connector profiles: people as JSON over HTTP.
// Its settings are checked here, in Strapi's process; people.js reads it, in a process of its own.
const { z } = require('zod');

const settings = z
  .object({
    address: z.string().min(1).meta({
      title: 'Address',
      description: 'Of the first page, such as https://hr.example.com/api/people.',
      destination: true,
    }),
    token: z
      .string()
      .optional()
      .meta({ title: 'Token', description: 'Sent as a bearer token.', secret: true }),
    list: z
      .string()
      .default('')
      .meta({ title: 'Path to the list', description: 'In an answer, such as data.people.' }),
    next: z
      .string()
      .default('')
      .meta({ title: 'Path to the next address', description: 'Empty: there is one page.' }),
    maxPages: z.int().min(1).max(10_000).default(100).meta({ title: 'At most so many pages' }),
  })
  .meta({ description: 'Reads a list of people from an address, page by page.' });

module.exports = {
  register({ strapi }) {
    strapi
      .plugin('directory-connector')
      .service('sources')
      .register({
        name: 'json-http',
        label: 'JSON over HTTP',
        module: require.resolve('./people.js'),
        settings,
      });
  },
};

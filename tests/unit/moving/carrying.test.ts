import { isCarrying } from '../../../server/src/moving';

const BIN = '/app/node_modules/.bin/strapi';

describe('a process that carries data elsewhere', () => {
  it.each([
    [[BIN, 'export', '--no-encrypt'], true],
    [['/app/node_modules/@strapi/strapi/bin/strapi.js', 'transfer', '--to', 'x'], true],
    [[BIN, 'import', '--file', 'export'], false],
    [[BIN, 'start'], false],
    [[BIN], false],
    [['/app/server.js', 'export'], false],
  ])('is told by its command: %j', (words, expected) => {
    expect(isCarrying(['/usr/bin/node', ...words])).toBe(expected);
  });
});

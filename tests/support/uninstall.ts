import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

const ROOT = path.resolve(__dirname, '..', '..');
const STORE = 'strapi_core_store_settings';

/** The statements of the README, as they are written for this database. */
const statements = (strapi: Core.Strapi): string[] => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, code = '']) => code.trim());
  const isMysql = strapi.db.dialect.client === 'mysql';
  return blocks.map((code) => (isMysql ? code.replaceAll('"key"', '`key`') : code));
};

/** What the README says of uninstalling, on every database. */
export const testUninstall = (strapiOf: () => Core.Strapi): void => {
  it('leaves nothing of the plugin in the store of Strapi, and everything of others', async () => {
    const strapi = strapiOf();
    const store = () => strapi.db.connection(STORE);
    const before: { id: number; key: string }[] = await store().orderBy('id');
    const own = before.filter(({ key }) => key.startsWith('plugin_directory-connector_'));
    expect(own.length).toBeGreaterThan(0);
    const others = ['pluginXdirectory-connector_a', 'plugin_directory-connectorXb'];
    try {
      await store().insert(others.map((key) => ({ key, value: '1', type: 'number' })));
      const rest = before.filter((row) => !own.includes(row)).map(({ key }) => key);
      for (const statement of statements(strapi)) await strapi.db.connection.raw(statement);
      expect(await store().orderBy('id').pluck('key')).toEqual([...rest, ...others]);
    } finally {
      await store().delete();
      await store().insert(before);
    }
  });
};

import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { loadStrapi, makeAppFolder, removeAppFolder } from '../support/strapi';

describe('an app without any key to encrypt with', () => {
  it('does not start, and says which setting is missing', async () => {
    const folder = await makeAppFolder();
    // Strapi keeps the settings of the app before for those that are left out.
    const secrets = `apiToken: { salt: '' }, secrets: { encryptionKey: '' }`;
    const config = `module.exports = { auth: { secret: 'x' }, ${secrets}, transfer: { token: {} } };`;
    await writeFile(path.join(folder, 'config', 'admin.js'), config);
    await expect(loadStrapi(folder)).rejects.toMatchObject({
      code: 'encryption-key-missing',
      message: expect.stringContaining('encryptionKey'),
    });
    await removeAppFolder(folder);
  });
});

import { explainDisk } from '../../../server/src/utils/errors';
import { withTemporaryFolder } from '../../../server/src/utils/temporary-folder';

const failed = (code: string): Error => Object.assign(new Error('write'), { code });

describe('a folder for temporary files that cannot be written', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'])('is told as such: %s', async (code) => {
    const work = withTemporaryFolder(() => Promise.reject(failed(code)));
    await expect(work).rejects.toMatchObject({
      code: 'disk-error',
      message: expect.stringContaining(code),
    });
  });

  it.each(['ECONNRESET', 'SQLITE_FULL', 'row-not-found'])('is not every error: %s', (code) => {
    const error = failed(code);
    expect(explainDisk(error)).toBe(error);
  });
});

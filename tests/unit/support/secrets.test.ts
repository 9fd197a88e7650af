import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { learnSecret } from '../../support/secrets/known';
import {
  expectNoSecretTold,
  mayTell,
  tell,
  tellBytes,
  tellingOf,
} from '../../support/secrets/told';

/** Spelled so that this file has none. */
const secret = (name: string): string => ['S3', 'cret-', name].join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('the search for secrets', () => {
  it.each([
    ['as it is', secret('of-joe')],
    ['in another case', secret('of-joe').toUpperCase()],
    ['in base64', base64(secret('of-joe'))],
    ['after a name in base64', base64(`j:${secret('of-joe')}`)],
    ['after another name in base64', base64(`jo:${secret('of-joe')}`)],
  ])('finds one %s', async (_name, text) => {
    tell('the answer to GET /x', `{"x":"${text}"}`);
    await expect(expectNoSecretTold()).rejects.toThrow(
      /secret ".*" is in the answer to GET \/x \(/
    );
    tellBytes('the file x', Buffer.from(`\0${text}\0`));
    await expect(expectNoSecretTold()).rejects.toThrow('is in the file x');
    await expectNoSecretTold();
  });

  it('finds those that the product made up, by their names', async () => {
    const password = 'a7#Kd_mQ2x?Zp9vB';
    tell('early', JSON.stringify({ password }));
    learnSecret('generated password', password);
    tell('late', JSON.stringify({ other: 'a7#Kd_mQ2x?Zp9vC' }));
    const found = await expectNoSecretTold().catch(String);
    expect(found).toContain('the secret "generated password" is in early');
    expect(found).not.toContain('is in late');
    expect(found).not.toContain(password);
  });

  it('looks at what is left when the test file ends, once', async () => {
    let times = 0;
    const tellIt = tellingOf(async () => {
      times += 1;
      tell('what is left', secret('left'));
    });
    await expect(expectNoSecretTold()).rejects.toThrow('the secret "left" is in what is left');
    await tellIt();
    await expectNoSecretTold();
    expect(times).toBe(1);
  });

  it('lets through what was asked for, there only', async () => {
    mayTell(/GET \/asked/, /^of-joe$/);
    tell('GET /asked', secret('of-joe'));
    await expectNoSecretTold();
    tell('GET /asked', secret('of-ann'));
    tell('GET /other', secret('of-joe'));
    await expect(expectNoSecretTold()).rejects.toThrow(/"of-ann" is in GET \/asked[^]*"of-joe"/);
  });
});

describe('secrets that tests make up', () => {
  const FOLDER = path.join(__dirname, '..', '..');
  /** A setting that is a secret, with a value that is no hash and could be found. */
  const SETTING =
    /\b(?:password|sipPassword|bindPassword|userPassword|jwtSecret|token): ['"](?!\{|\$)([^'"]{8,})['"]/g;

  it('have the mark, so that they are found wherever they go', () => {
    const files = ['api', 'services', 'e2e', 'support'].flatMap((folder) =>
      readdirSync(path.join(FOLDER, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => path.join(FOLDER, folder, name))
    );
    const unmarked = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(SETTING)]
        .filter(([, value = '']) => !/S3cret/i.test(value))
        .map(([setting]) => `${path.relative(FOLDER, file)}: ${setting}`)
    );
    expect(unmarked).toEqual([]);
  });
});

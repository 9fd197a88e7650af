import {
  basicCredentials,
  createWrongSecrets,
  tokenOf,
  withoutTokens,
} from '../../../server/src/remote-phonebooks/access';
import { createLastUse } from '../../../server/src/remote-phonebooks/last-use';

const TOKEN = tokenOf('A'.repeat(32));

describe('the token of an address', () => {
  const base = '/api/directory-connector/remote-phonebooks/abc';

  it.each([
    [`${base}/${TOKEN}/phonebook.xml`, `${base}/phonebook.xml`],
    [`${base}/${TOKEN}/phonebook.xml?q=x`, `${base}/phonebook.xml?q=x`],
    [`${base}/${TOKEN}`, base],
    [`${base}/${TOKEN}?q=x`, `${base}?q=x`],
    [`${base}/${TOKEN}/`, `${base}/`],
    [`/Remote-Phonebooks/abc/${TOKEN}/x`, '/Remote-Phonebooks/abc/x'],
    [`${base}/phonebook.xml?token=${TOKEN}`, `${base}/phonebook.xml?token=***`],
    [`${base}/${TOKEN}${TOKEN}/x`, `${base}/******/x`],
    [`${base}/x${TOKEN}.xml`, `${base}/x***.xml`],
  ])('is taken out of %s', (address, left) => {
    expect(withoutTokens(address)).toEqual({ address: left, token: TOKEN });
  });

  it('is nothing else', () => {
    for (const address of [`${base}/phonebook.xml`, `/uploads/${TOKEN}.png`, base]) {
      expect(withoutTokens(address)).toEqual({ address, token: null });
    }
  });
});

describe('a header with user name and password', () => {
  const header = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it('is read as it was meant', () => {
    expect(basicCredentials(header('phone:sécret:x'))).toEqual({
      username: 'phone',
      password: 'sécret:x',
    });
    expect(basicCredentials('basic cDpx')).toEqual({ username: 'p', password: 'q' });
    for (const none of [undefined, '', 'Basic', 'Bearer abc', header('no colon'), 'Basic *']) {
      expect(basicCredentials(none)).toBeNull();
    }
  });
});

it('wrong secrets have to wait where there were too many, and nobody else', async () => {
  const wrong = createWrongSecrets();
  const answers = [];
  for (let count = 0; count < 31; count += 1) answers.push(await wrong.count('192.0.2.1'));
  expect(answers.slice(0, 30)).toEqual(Array(30).fill(null));
  expect(answers[30]).toBeGreaterThan(0);
  expect(await wrong.count('192.0.2.2')).toBeNull();
});

it('a use is noted once a minute', async () => {
  const noted: string[] = [];
  let time = 0;
  const use = createLastUse(
    async (id, from) => void noted.push(`${id} ${from}`),
    () => time
  );
  await use('a', 'x');
  await use('a', 'y');
  await use('b', 'y');
  time = 61_000;
  await use('a', 'z');
  expect(noted).toEqual(['a x', 'b y', 'a z']);
});

// npm run bench -- --phones [--rows 100000] [--database …] [--json]
// How long a phone waits for what it asks for, over so many phonebook entries, a fifth of them of users: requests
// over HTTP, one after the other, with the XML that each gets.
const { startApp } = require('./app');
const { entryOf, fill, randomFrom, share } = require('./lookup');

const USERS = 'directory_users';
const LINKS = 'directory_phonebook_entries_user_lnk';
const ENTRIES = 'directory_phonebook_entries';
const CHUNK = 500;
const TIMES = 60;
const LABELLED = 50;

/** Every fifth entry is somebody's who works here; one of so many has a label. */
const complete = async (strapi, rows) => {
  const { connection } = strapi.db;
  for (let n = 0; n < rows; n += 5 * CHUNK) {
    const numbers = Array.from(
      { length: Math.min(CHUNK, Math.ceil((rows - n) / 5)) },
      (_, i) => n + 5 * i
    );
    const ids = await connection(ENTRIES)
      .select('id', 'document_id', 'display_name')
      .whereIn(
        'document_id',
        numbers.map((number) => `entry${String(number).padStart(20, '0')}`)
      );
    const users = ids.map(({ document_id: entry, display_name }) => ({
      document_id: entry.replace('entry', 'user0'),
      username: entry,
      display_name,
      extension: String(1_000_000 + Number(entry.slice(5))),
      enabled: true,
    }));
    await connection.batchInsert(USERS, users, 100);
    const made = await connection(USERS)
      .select('id', 'username')
      .whereIn(
        'username',
        users.map(({ username }) => username)
      );
    const userOf = new Map(made.map(({ id, username }) => [username, id]));
    const links = ids.map(({ id, document_id: entry }) => ({
      phonebook_entry_id: id,
      user_id: userOf.get(entry),
    }));
    await connection.batchInsert(LINKS, links, 100);
  }
  await connection(ENTRIES)
    .whereRaw(`id % ${LABELLED} = 0`)
    .update({ labels: JSON.stringify([{ name: 'vip', value: '' }]) });
};

/** The address of the next page, as a phone finds it in the one that it shows. */
const nextOf = (xml) => {
  const [, url] = /<Name>Next<\/Name>\s*<URL>([^<]+)<\/URL>/.exec(xml) ?? [];
  return url?.replaceAll('&amp;', '&');
};

/** What phones ask for: of which vendor, of everybody or those with a label, and how. */
const QUESTIONS = {
  'Cisco: first page': ['cisco', 'all', () => 'phonebook.xml'],
  'Cisco: page in the middle': ['cisco', 'all', (_, { middle }) => middle],
  'Cisco: a label, first page': ['cisco', 'vip', () => 'phonebook.xml'],
  'Cisco: search for a name': ['cisco', 'all', (entry) => `phonebook.xml?q=${entry.last_name}`],
  'Snom: first page': ['snom', 'all', () => 'phonebook.xml'],
  'Snom: search for two letters': [
    'snom',
    'all',
    (entry) => `phonebook.xml?q=${entry.last_name.slice(0, 2)}`,
  ],
  'Snom: search for digits': ['snom', 'all', (entry) => `phonebook.xml?q=${entry.phone.slice(-5)}`],
  'Snom: download of 1,000': ['snom', 'all', () => 'tbook.xml'],
  'Yealink: all of 10,000': ['yealink', 'all', () => 'phonebook.xml?q='],
  'Yealink: search for a name': ['yealink', 'all', (entry) => `phonebook.xml?q=${entry.last_name}`],
  'Yealink: search for one letter': [
    'yealink',
    'all',
    (entry) => `phonebook.xml?q=${entry.last_name[0]}`,
  ],
  'Grandstream: all of 2,000': ['grandstream', 'all', () => 'phonebook.xml'],
  'Fanvil: all of 10,000': ['fanvil', 'all', () => 'phonebook.xml'],
  'Gigaset: first entries': [
    'gigaset',
    'all',
    () => 'phonebook.xml?command=get_list&first=1&count=10',
  ],
  'Gigaset: entries in the middle': [
    'gigaset',
    'all',
    (_, { rows }) => `phonebook.xml?command=get_list&first=${rows / 2}&count=10`,
  ],
  'Gigaset: last entries': [
    'gigaset',
    'all',
    () => 'phonebook.xml?command=get_list&last=-1&count=10',
  ],
  'Gigaset: beginning of a name': [
    'gigaset',
    'all',
    (entry) => `phonebook.xml?command=get_list&ln=${entry.last_name.slice(0, 3)}*&first=1&count=10`,
  ],
  'Gigaset: who calls': [
    'gigaset',
    'all',
    (entry) => `phonebook.xml?command=get_list&hm=0${entry.mobile.slice(3)}&first=1&count=1`,
  ],
  'Gigaset: who calls, nobody': [
    'gigaset',
    'all',
    (entry) => `phonebook.xml?command=get_list&hm=0049${entry.mobile.slice(3)}9&first=1&count=1`,
  ],
  'vCard: all of 10,000': ['vcard', 'all', () => 'phonebook.vcf'],
};

const createPhone = async (app) => {
  const phonebooks = app.strapi.plugin('directory-connector').service('remotePhonebooks');
  const made = new Map();
  const addressOf = async (format, label) => {
    const key = `${format} ${label}`;
    if (!made.has(key)) {
      const { secret } = await phonebooks.create({
        ...{ name: key, format, access: 'token', language: 'en', conditions: [], user: null },
        labels: label === 'all' ? [] : [label],
      });
      const [path] = /^.*pbk\w{32}/.exec(secret.paths[0].path);
      made.set(key, `http://127.0.0.1:${app.port}${path}`);
    }
    return made.get(key);
  };
  return {
    addressOf,
    async get(address) {
      const answer = await fetch(address);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${answer.status} ${address}`);
      return text;
    },
  };
};

/** The name of the page that comes after many others. */
const middleOf = async (phone, pages) => {
  let at = `${await phone.addressOf('cisco', 'all')}/phonebook.xml`;
  for (let page = 0; page < pages; page += 1) at = nextOf(await phone.get(at)) ?? at;
  return at.slice(at.lastIndexOf('/') + 1);
};

const timesOf = async (phone, [format, label, fileOf], known) => {
  const random = randomFrom(11);
  const base = await phone.addressOf(format, label);
  const times = [];
  for (let n = -3; n < TIMES; n += 1) {
    const address = `${base}/${encodeURI(fileOf(entryOf(random(known.rows), random), known))}`;
    const start = performance.now();
    await phone.get(address);
    if (n >= 0) times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  return { p50: share(times, 0.5), p95: share(times, 0.95), max: times.at(-1) };
};

const measurePhones = async (rows, settings) => {
  const app = await startApp({ defaultCountry: 'DE' }, settings);
  const { strapi } = app;
  try {
    const renewal = strapi.plugin('directory-connector').service('renewal');
    // What is measured reads; a disk need not be waited for before that.
    if (strapi.db.dialect.client === 'sqlite')
      await strapi.db.connection.raw('pragma synchronous = off');
    await fill(strapi, rows);
    await complete(strapi, rows);
    await strapi.db.transaction(({ trx }) => renewal.forget(trx));
    await renewal.look();
    if (strapi.db.dialect.client === 'postgres') await strapi.db.connection.raw('vacuum analyze');
    const phone = await createPhone(app);
    const known = { rows, middle: await middleOf(phone, Math.min(100, Math.floor(rows / 100))) };
    const figures = { rows, ms: {} };
    for (const [name, question] of Object.entries(QUESTIONS)) {
      figures.ms[name] = await timesOf(phone, question, known);
    }
    return { figures, text: textOf(figures) };
  } finally {
    await app.stop();
  }
};

const textOf = ({ rows, ms }) =>
  [
    `${rows} entries`,
    ...Object.entries(ms).map(
      ([name, { p50, p95, max }]) =>
        `${name.padEnd(34)} ${[p50, p95, max].map((time) => time.toFixed(1).padStart(8)).join('')} ms (p50, p95, max)`
    ),
    '',
  ].join('\n');

module.exports = { measurePhones };

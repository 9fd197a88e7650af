// npm run bench -- --lookup [--rows 1000000] [--database …] [--json]
// How long it takes to tell whose number it is and to find people as they are typed, over so many phonebook entries,
// in Strapi's process; and what it takes to read the numbers and names of all of them again.
const { startApp } = require('./app');

const ENTRIES = 'directory_phonebook_entries';
const CHUNK = 1000;
const TIMES = 200;
const ENGLISH =
  'Anna Ben Clara David Emma Frank Greta Hans Ida Jörg Katja Lars Maria Nils Olga Paul Ruth Sven Tina Uwe';
const GIVEN = ENGLISH.split(' ').flatMap((name) => [name, `${name}-Lu`, `${name}ika`]);
const BEGINNINGS =
  'Ab Ba Be Bo Br Da De Do Fa Fi Fr Ga Ge Gr Ha He Hu Ja Ka Ke Kl Ko Kr La Le Li Lo Ma Me Mi Mo Mü Na Ne No Pa Pe Pi Ra Re Ri Ro Sa Sch Se Si So St Ta Te Th Va Vo Wa We Wi Wo Za Ze'.split(
    ' '
  );
const MIDDLES = 'ler man ber ner fer gel ker lin mer nik pold rich sen ter tz'.split(' ');
const ENDS = 'burg dorf feld hofer inger kamp meier mann now rath ski stein thal vogel wald'.split(
  ' '
);
const FIRMS = 'GmbH AG KG Ltd Works Group Verein Praxis'.split(' ');

/** Numbers as random as they have to be, and the same each time. */
const randomFrom = (seed) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const entryOf = (n, random) => {
  const pick = (list) => list[Math.min(random(list.length), random(list.length))];
  const last = `${pick(BEGINNINGS)}${pick(MIDDLES)}${pick(ENDS)}`;
  const first = pick(GIVEN);
  return {
    document_id: `entry${String(n).padStart(20, '0')}`,
    display_name: `${first} ${last}`,
    first_name: first,
    last_name: last,
    organisation: `${pick(BEGINNINGS)}${pick(ENDS)} ${pick(FIRMS)}`,
    phone: `030 ${10_000_000 + n}`,
    mobile: `+49171${1_000_000 + n}`,
    private: false,
  };
};

const fill = async (strapi, rows) => {
  const random = randomFrom(7);
  for (let n = 0; n < rows; n += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, rows - n) }, (_, i) =>
      entryOf(n + i, random)
    );
    await strapi.db.connection.batchInsert(ENTRIES, chunk, 100);
  }
};

const QUESTIONS = {
  'a number in E.164': (n) => ['lookup', `+49171${1_000_000 + n}`],
  'a number as people write it': (n) => ['lookup', `(030) ${10_000_000 + n}`],
  'a number that nobody has': (n) => ['lookup', `+4989${70_000_000 + n}`],
  'two letters': (n) => ['search', BEGINNINGS[n % BEGINNINGS.length].slice(0, 2)],
  'a name': (n, { last_name: last }) => ['search', last],
  'two names, two letters each': (n, { first_name: first, last_name: last }) => [
    'search',
    `${last.slice(0, 2)} ${first.slice(0, 2)}`,
  ],
  'what hardly anybody is called': (n) => [
    'search',
    `gm ${BEGINNINGS[n % BEGINNINGS.length].slice(0, 2)}`,
  ],
  'two names that nobody has together': (n) => [
    'search',
    `${BEGINNINGS[n % BEGINNINGS.length]} ${BEGINNINGS[(n + 7) % BEGINNINGS.length]}`,
  ],
  'three names': (n, entry) => [
    'search',
    `${entry.first_name.slice(0, 3)} ${entry.last_name.slice(0, 3)} ${entry.organisation.slice(0, 3)}`,
  ],
  'two keys of a phone': (n) => ['search', String(22 + (n % 70))],
  'the keys of a name': (n) => ['search', String(2_276_253 + 7 * n)],
  'the beginning of a number': (n) => ['search', `030 1${String(n).padStart(3, '0')}`],
};

const share = (times, part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];

const timesOf = async (strapi, rows, questionOf) => {
  const lookup = strapi.plugin('directory-connector').service('lookup');
  const random = randomFrom(11);
  const times = [];
  for (let n = -20; n < TIMES; n += 1) {
    const number = random(rows);
    const [method, text] = questionOf(number, entryOf(number, random));
    const start = performance.now();
    await lookup[method](text);
    if (n >= 0) times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  return { p50: share(times, 0.5), p95: share(times, 0.95), max: times.at(-1) };
};

const measureLookup = async (rows, settings) => {
  const app = await startApp({ defaultCountry: 'DE' }, settings);
  const { strapi } = app;
  try {
    const renewal = strapi.plugin('directory-connector').service('renewal');
    await fill(strapi, rows);
    const { connection } = strapi.db;
    await strapi.db.transaction(({ trx }) => renewal.forget(trx));
    const start = performance.now();
    const cpu = process.cpuUsage();
    await renewal.look();
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    if (strapi.db.dialect.client === 'postgres')
      await connection.raw('vacuum analyze directory_names');
    const figures = { rows, renewal: { seconds, cpuSeconds: (user + system) / 1e6 }, ms: {} };
    for (const [name, questionOf] of Object.entries(QUESTIONS)) {
      figures.ms[name] = await timesOf(strapi, rows, questionOf);
    }
    return { figures, text: textOf(figures) };
  } finally {
    await app.stop();
  }
};

const textOf = ({ rows, renewal, ms }) =>
  [
    `${rows} entries read again in ${renewal.seconds.toFixed(1)} s (${renewal.cpuSeconds.toFixed(1)} s of CPU)`,
    ...Object.entries(ms).map(
      ([name, { p50, p95, max }]) =>
        `${name.padEnd(38)} ${[p50, p95, max].map((time) => time.toFixed(1).padStart(8)).join('')} ms (p50, p95, max)`
    ),
    '',
  ].join('\n');

module.exports = { entryOf, fill, measureLookup, randomFrom, share };

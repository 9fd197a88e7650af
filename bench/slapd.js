// An OpenLDAP server with generated people, for the benchmarks. Needs Debian's package slapd.
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { execFileSync, spawn } = require('node:child_process');
const { once } = require('node:events');

const BASE_DN = 'dc=example,dc=test';
const ADMIN = { dn: `cn=admin,${BASE_DN}`, password: 'bench' };
const PROGRAM = ['/usr/sbin/slapd', '/usr/local/sbin/slapd', 'slapd'].find(
  (file) => file === 'slapd' || fs.existsSync(file)
);

const configuration = (folder) =>
  [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    'database mdb',
    'maxsize 1073741824',
    `suffix "${BASE_DN}"`,
    `rootdn "${ADMIN.dn}"`,
    `rootpw ${ADMIN.password}`,
    `directory ${folder}`,
    'index objectClass eq',
    '',
  ].join('\n');

const person = (number) => `dn: uid=user${number},${BASE_DN}
objectClass: inetOrgPerson
uid: user${number}
cn: Person ${number}
sn: Ünal ${number}
givenName: Person
displayName: Person ${number} Ünal
mail: user${number}@example.com
telephoneNumber: ${100_000 + number}
mobile: +49170${1_000_000 + number}
title: Engineer
departmentNumber: Sales
`;

const freePort = async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
};

const answers = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(true) || socket.destroy());
    socket.on('error', () => resolve(false));
  });

/** Starts it with so many people; `stop` ends it and removes its data. */
const startSlapd = async (people) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'directory-connector-slapd-'));
  const file = path.join(folder, 'slapd.conf');
  const ldif = path.join(folder, 'people.ldif');
  const root = `dn: ${BASE_DN}\nobjectClass: domain\ndc: example\n`;
  const entries = Array.from({ length: people }, (_, index) => person(index + 1));
  fs.writeFileSync(file, configuration(folder));
  // RFC 2849: a value that is not ASCII has to be in base64.
  const text = [root, ...entries]
    .join('\n')
    .replace(
      /^(\w+): (.*[^\x20-\x7e\n].*)$/gm,
      (_, name, value) => `${name}:: ${Buffer.from(value).toString('base64')}`
    );
  fs.writeFileSync(ldif, text);
  execFileSync(PROGRAM, ['-Tadd', '-q', '-f', file, '-l', ldif]);
  const port = await freePort();
  const url = `ldap://127.0.0.1:${port}`;
  const child = spawn(PROGRAM, ['-d', '0', '-f', file, '-h', url], { stdio: 'ignore' });
  process.on('exit', () => child.kill('SIGKILL'));
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`slapd ended with code ${child.exitCode}`);
  }
  return {
    source: { type: 'ldap', url, baseDn: BASE_DN, bindDn: ADMIN.dn, bindPassword: ADMIN.password },
    async stop() {
      child.kill();
      await once(child, 'exit');
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
};

module.exports = { startSlapd };

// The people that the benchmark imports: the same for the plugin and for both yardsticks.
const fs = require('node:fs');
const { once } = require('node:events');

const COLUMNS = [
  ...['id', 'username', 'displayname', 'givenname', 'surname', 'email', 'phone', 'mobile'],
  ...['homephone', 'organisation', 'job', 'group', 'phonemac'],
];

const GIVEN = ['Anna', 'Jörg', 'Łucja', 'Mehmet', 'Zoë'];
const SURNAMES = ['Müller', "O'Brien", 'Ünal', 'van der Berg', 'Kowalska'];

const person = (n) => {
  const givenname = GIVEN[n % GIVEN.length];
  const surname = `${SURNAMES[n % SURNAMES.length]} ${n}`;
  return {
    id: `p-${n}`,
    username: `user${n}`,
    displayname: `${givenname} ${surname}`,
    givenname,
    surname,
    email: `user${n}@example.com`,
    phone: String(1_000_000 + n),
    mobile: `+49170${1_000_000 + n}`,
    homephone: `+4930${1_000_000 + n}`,
    organisation: 'Example "Works", Ltd.',
    job: 'Engineer',
    group: `Department ${n % 50}`,
    phonemac: `00155d${n.toString(16).padStart(6, '0')}`,
  };
};

const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** `isWrong` tells of which rows the e-mail address is none. */
const writeFile = async (file, rows, isWrong = () => false) => {
  const out = fs.createWriteStream(file);
  out.write(`${COLUMNS.join(',')}\n`);
  for (let n = 1; n <= rows; n += 1) {
    const row = isWrong(n) ? { ...person(n), email: `user${n} at work` } : person(n);
    const line = Object.values(row).map(cell).join(',');
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
};

const TEMPLATE = `{
  "identity": [{
    "003use_name": "{{{login}}}",
    "003use_bez": "{{{name}}}",
    "firstName": "{{{givenname}}}",
    "lastName": "{{{surname}}}",
    "email": "{{{mail}}}",
    "externalId": "{{{id}}}",
    "009ext_extension": "{{{phone}}}",
    "groupName": "{{{group}}}",
    "post": {
      "phonebook": [{
        "028pho_bez": "{{{name}}}",
        "028pho_firstname": "{{{givenname}}}",
        "028pho_lastname": "{{{surname}}}",
        "028pho_organisation": "{{{company}}}",
        "028pho_email": "{{{mail}}}",
        "028pho_phone": "{{{phone}}}",
        "028pho_mobile": "{{{mobile}}}",
        "028pho_homephone": "{{{homephone}}}",
        "028pho_notes": "{{{role}}}"
      }],
      "ipphone": [{ "010dev_bez": "{{{login}}}", "071ipp_mac": "{{{phonemac}}}" }]
    }
  }]
}`;

/** A user, an entry and a phone for each row. No secrets: hashing them would be what is measured. */
const PROFILE = {
  name: 'Bench',
  source: { type: 'csv', delivery: 'upload' },
  preFilter: '$exists(displayname) and username != ""',
  variables: [
    { name: 'login', expression: '$lowercase(username)' },
    { name: 'name', expression: 'givenname & " " & surname' },
    { name: 'mail', expression: '$lowercase(email)' },
    { name: 'company', expression: 'organisation' },
    { name: 'role', expression: 'job ? job : "Staff"' },
  ],
  template: TEMPLATE,
  generate: { extension: null, password: false, sipPassword: false, pin: false },
};

const USER_COLUMNS = {
  displayName: 'displayname',
  firstName: 'givenname',
  lastName: 'surname',
  username: 'username',
  email: 'email',
  externalId: 'id',
  extension: 'phone',
  groupName: 'group',
};

/** A user for each row and nothing else, as `recordsOf` has it. */
const USERS_PROFILE = {
  name: 'Users',
  source: PROFILE.source,
  fields: [
    {
      type: 'user',
      values: Object.fromEntries(
        Object.entries(USER_COLUMNS).map(([name, column]) => [name, { column }])
      ),
    },
  ],
  generate: PROFILE.generate,
};

/** What a row becomes, by type of record: what the profile makes of it, too. */
const recordsOf = (row) => {
  const names = { displayName: row.displayname, firstName: row.givenname, lastName: row.surname };
  const { email, phone, mobile } = row;
  return {
    user: {
      ...names,
      username: row.username,
      email,
      externalId: row.id,
      extension: phone,
      groupName: row.group,
    },
    phonebookEntry: {
      ...names,
      organisation: row.organisation,
      email,
      phone,
      mobile,
      homePhone: row.homephone,
      notes: row.job,
    },
    phone: { name: row.username, kind: 'desk', mac: row.phonemac.match(/../g).join(':') },
  };
};

module.exports = { PROFILE, USERS_PROFILE, person, recordsOf, writeFile };

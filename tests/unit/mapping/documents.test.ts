import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { codesOf, mapOne, mappingOf } from './support';

const PASCOM_TEMPLATE = `
    {
      "identity": [{

        "003use_bez": "{{{displayname}}}",
        "003use_name": "{{{username}}}",
        "003use_pw": "{{{password}}}",
        "011acc_pin": "{{{pin}}}",
        "009ext_extension": "{{{phone}}}",
        "016voi_email": "{{{email}}}"          
        ,"post": {
          "phonebook": [{
            "028pho_bez" :  "{{{displayName}}}",
            "028pho_firstname" :  "{{{givenName}}}",
            "028pho_lastname" : "{{{surname}}}",
            "028pho_email" :  "{{{email}}}",
            "028pho_notes" :  "{{{job}}}"
          }]
        }
      }]
    }
`;

const PASCOM_ROW = {
  displayname: 'Max Muster',
  username: 'mmuster',
  password: '12ab34cd56',
  pin: '1234',
  phone: '345',
  givenname: 'Max',
  surname: 'Muster',
  email: '',
  mobile: '',
  homephone: '',
  job: 'Sales Director',
};

describe("pascom's CSV example", () => {
  const entry = {
    displayName: 'Max Muster',
    firstName: 'Max',
    lastName: 'Muster',
    email: null,
    notes: 'Sales Director',
  };

  it('maps as it stands, with its PHP pre-filter and variable', async () => {
    const { records, issues, filtered, mapping } = await mapOne(
      {
        preFilter: "return array_key_exists('displayName', $row);",
        variables: [{ name: 'job', expression: 'return $row[“job”];' }],
        template: PASCOM_TEMPLATE,
      },
      PASCOM_ROW
    );
    expect(issues).toEqual([]);
    expect(filtered).toBe(false);
    expect(records).toEqual([
      {
        type: 'user',
        place: 'identity/0',
        attributes: {
          displayName: 'Max Muster',
          username: 'mmuster',
          password: '12ab34cd56',
          pin: '1234',
          extension: '345',
          email: null,
        },
        owner: null,
        failed: false,
        children: [
          {
            type: 'phonebookEntry',
            place: 'identity/0/post/phonebook/0',
            attributes: entry,
            owner: null,
            children: [],
            failed: false,
          },
        ],
      },
    ]);
    expect(codesOf(mapping.issues).sort()).toEqual([
      'column-case',
      'php-translated',
      'php-translated',
      'variable-case',
      'variable-case',
    ]);
    expect(mapping.columns).toMatchObject({
      'user.extension': 'phone',
      'user.displayName': 'displayname',
      'phonebookEntry.notes': 'job',
      'phonebookEntry.firstName': 'givenname',
    });
  });

  it('names the columns of the other case that it takes', () => {
    const { issues } = mappingOf({ template: PASCOM_TEMPLATE }, Object.keys(PASCOM_ROW));
    expect(issues.map(englishOf)).toEqual([
      expect.stringContaining('"displayName"; "displayname"'),
      expect.stringContaining('"givenName"; "givenname"'),
    ]);
  });

  it('gives the user the phone of phonemac and phoneip, which need no template', async () => {
    const { records } = await mapOne(
      { template: PASCOM_TEMPLATE },
      { ...PASCOM_ROW, phonemac: '00-08-5D-01-02-03', phoneip: '10.0.0.7' }
    );
    expect(records[0]?.children[1]).toEqual({
      type: 'phone',
      place: 'identity/0/post/phone/0',
      attributes: { kind: 'desk', mac: '00:08:5d:01:02:03', ip: '10.0.0.7' },
      owner: null,
      children: [],
      failed: false,
    });
  });
});

describe("Carusto's CSV example by automatic matching", () => {
  const ROW = {
    id: '998510',
    name: 'Elena',
    password: '{MD5}aY1RoZ2KEhzlgUmde3AWaA==',
    sipPassword: '111',
    extension: '111',
    group: 'Default',
    groupId: '982987',
    mobile: '+380500000000,+380670000000',
    mail: 'sekretar@carusto.com',
    dialplan: 'Outgoing',
    language: 'RU',
    avatar: '',
  };

  it('maps to a user and its phonebook entry', async () => {
    const { records, issues, mapping } = await mapOne({}, ROW);
    expect(issues).toEqual([]);
    expect(mapping.issues).toEqual([]);
    expect(records).toEqual([
      {
        type: 'user',
        place: 'user/0',
        attributes: {
          username: '998510',
          externalId: '998510',
          displayName: 'Elena',
          password: '{MD5}aY1RoZ2KEhzlgUmde3AWaA==',
          sipPassword: '111',
          extension: '111',
          groupName: 'Default',
          groupId: '982987',
          mobileNumbers: ['+380500000000', '+380670000000'],
          email: 'sekretar@carusto.com',
          dialplan: 'Outgoing',
          language: 'RU',
          avatar: null,
        },
        owner: null,
        failed: false,
        children: [
          {
            type: 'phonebookEntry',
            place: 'user/0/post/phonebookEntry/0',
            attributes: {
              displayName: 'Elena',
              email: 'sekretar@carusto.com',
              phone: '111',
              mobile: '+380500000000',
            },
            owner: null,
            children: [],
            failed: false,
          },
        ],
      },
    ]);
    expect(mapping.matching?.unmatched).toEqual([]);
    expect(mapping.matching?.matched).toContainEqual({
      column: 'id',
      type: 'user',
      attribute: 'username',
      reason: 'synonym',
    });
    expect(mapping.columns['user.username']).toBe('id');
  });
});

describe("pascom's role templates", () => {
  // The shapes of the AD and LDAP pages: a comma behind the roles and one before "post".
  const AD = `{
    "identity": [{
      "003use_bez": "{{{displayName}}}",
      "003use_name": "{{{sAMAccountName}}}",
      "003use_auth_method": "EXTERN",
      {{#if rollen}}
      "user_roles": [
        {{#each rollen}}"{{this}}",{{/each}}
        "All"
      ],
      {{/if}}
      ,"post": {
        "phonebook": [{ "028pho_bez": "{{{displayName}}}", }],
        "ipdevice.mdsoftphone": [{ "010dev_bez": "Softphone {{{displayName}}}" }],
      }
    }]
  }`;

  it('survives double and trailing commas, with a warning', async () => {
    const { records, issues, mapping } = await mapOne(
      { template: AD },
      { displayName: 'Max', sAMAccountName: 'max', rollen: ['Sales, EMEA', 'Support'] }
    );
    expect(issues).toEqual([]);
    expect(codesOf(mapping.issues)).toEqual(['repaired-commas']);
    expect(records[0]?.attributes).toEqual({
      displayName: 'Max',
      username: 'max',
      authMethod: 'external',
      roles: ['Sales, EMEA', 'Support', 'All'],
    });
    expect(records[0]?.children.map(({ type, attributes }) => [type, attributes])).toEqual([
      ['phonebookEntry', { displayName: 'Max' }],
      ['phone', { kind: 'softphone', name: 'Softphone Max' }],
    ]);
  });

  it('names the variable that was probably meant by rollen', async () => {
    const { records, mapping } = await mapOne(
      { template: AD, variables: [{ name: 'roles', expression: 'memberOf' }] },
      { displayName: 'Max', sAMAccountName: 'max', memberOf: ['Sales'] }
    );
    expect(mapping.issues.map(inEnglish)).toContainEqual(
      expect.objectContaining({
        code: 'unknown-variable',
        message: expect.stringContaining('"rollen"'),
      })
    );
    expect(englishOf(mapping.issues[0]!)).toContain('Did you mean "roles"?');
    expect(records[0]?.attributes).not.toHaveProperty('roles');
  });

  it('drops the phone of a row without a MAC address', async () => {
    const template = `{"identity": [{"003use_name": "{{{username}}}",
      "post": {
        "ipphone": [{
          "010dev_bez": "Phone of {{{username}}}",
          "071ipp_mac": "{{{mac}}}"
        }],
      }
    }]}`;
    const mapping = mappingOf({ template }, ['username', 'mac']);
    const [without, withMac] = await Promise.all([
      mapping.map({ number: 2, values: { username: 'a', mac: '' } }),
      mapping.map({ number: 3, values: { username: 'b', mac: '00085D010203' } }),
    ]);
    expect(without.records[0]?.children).toEqual([]);
    expect(withMac.records[0]?.children[0]?.attributes).toEqual({
      kind: 'desk',
      name: 'Phone of b',
      mac: '00:08:5d:01:02:03',
    });
    expect([...without.issues, ...withMac.issues]).toEqual([]);
  });
});

import names from '../../../shared/column-names.json';
import { normalizeName } from '../../../shared/column-names';
import { ATTRIBUTES, RECORD_TYPES } from '../../../shared/records';
import { matchColumns } from '../../../server/src/mapping';

const matched = (columns: string[]): Record<string, string> =>
  Object.fromEntries(
    matchColumns(columns).matching.matched.map(({ type, attribute, column }) => [
      `${type}.${attribute}`,
      column,
    ])
  );

describe('names of columns', () => {
  it('are letters and digits of any script', () => {
    const lists = [names.user, names.phonebookEntry, names.phone].flatMap((of) =>
      Object.values(of)
    );
    for (const name of lists.flat()) expect(normalizeName(name)).not.toBe('');
  });

  it('belong to attributes', () => {
    for (const type of RECORD_TYPES) {
      expect(Object.keys(ATTRIBUTES[type])).toEqual(
        expect.arrayContaining(Object.keys(names[type]))
      );
    }
  });

  it.each(['Prénom', 'PRENOM', 'Pre\u0301nom', 'prénom '])('%s is Prénom', (column) => {
    expect(matched(['uid', column])['user.firstName']).toBe(column);
  });
});

describe('lists that people have', () => {
  it('one with names cut short', () => {
    const columns = ['Login', 'Tel.-Nr.', 'Handy-Nr.', 'Fax-Nr.', 'Tel. privat', 'Titre du poste'];
    expect(matched(columns)).toMatchObject({
      'user.extension': 'Tel.-Nr.',
      'user.mobileNumbers': 'Handy-Nr.',
      'phonebookEntry.phone': 'Tel.-Nr.',
      'phonebookEntry.fax': 'Fax-Nr.',
      'phonebookEntry.homePhone': 'Tel. privat',
      'phonebookEntry.notes': 'Titre du poste',
    });
    expect(matched(['Login', 'Tél.'])).toMatchObject({ 'user.extension': 'Tél.' });
    expect(matched(['Login', 'Tel'])).toMatchObject({ 'phonebookEntry.phone': 'Tel' });
  });

  it('the one of 3CX, whose "Number" is the extension', () => {
    const columns = ['Number', 'FirstName', 'LastName', 'EmailAddress', 'OutboundCallerID'];
    expect(matched(columns)['user.extension']).toBe('Number');
    expect(matched(['Number', 'FirstName'])['user.extension']).toBeUndefined();
  });

  it('a German one', () => {
    const columns = [
      'Benutzername',
      'Anzeigename',
      'Nebenstelle',
      'Telefonnummer',
      'Mobilnummer',
      'E-Mail-Adresse',
      'MAC-Adresse',
      'IP-Adresse',
    ];
    expect(matched(columns)).toEqual({
      'user.username': 'Benutzername',
      'user.displayName': 'Anzeigename',
      'user.email': 'E-Mail-Adresse',
      'user.extension': 'Nebenstelle',
      'user.mobileNumbers': 'Mobilnummer',
      'phonebookEntry.displayName': 'Anzeigename',
      'phonebookEntry.email': 'E-Mail-Adresse',
      'phonebookEntry.phone': 'Telefonnummer',
      'phonebookEntry.mobile': 'Mobilnummer',
      'phone.mac': 'MAC-Adresse',
      'phone.ip': 'IP-Adresse',
    });
  });

  it("Outlook's contacts in English: Title is a form of address beside Job Title", () => {
    const columns = [
      'Title',
      'First Name',
      'Last Name',
      'Company',
      'Department',
      'Job Title',
      'Business Fax',
      'Business Phone',
      'Home Phone',
      'Mobile Phone',
      'E-mail Address',
    ];
    expect(matched(columns)).toMatchObject({
      'user.email': 'E-mail Address',
      'user.groupName': 'Department',
      'phonebookEntry.organisation': 'Company',
      'phonebookEntry.notes': 'Job Title',
      'phonebookEntry.phone': 'Business Phone',
      'phonebookEntry.homePhone': 'Home Phone',
      'phonebookEntry.mobile': 'Mobile Phone',
      'phonebookEntry.fax': 'Business Fax',
    });
    expect(matchColumns(columns).matching.unmatched).toEqual(['Title']);
    expect(matched(['uid', 'Title'])['phonebookEntry.notes']).toBe('Title');
  });

  it("Outlook's contacts in German", () => {
    const columns = [
      'Anrede',
      'Vorname',
      'Weitere Vornamen',
      'Nachname',
      'Suffix',
      'Firma',
      'Abteilung',
      'Position',
      'Fax geschäftlich',
      'Telefon geschäftlich',
      'Telefon (privat)',
      'Mobiltelefon',
      'E-Mail-Adresse',
    ];
    expect(matched(columns)).toMatchObject({
      'user.firstName': 'Vorname',
      'user.lastName': 'Nachname',
      'phonebookEntry.organisation': 'Firma',
      'phonebookEntry.notes': 'Position',
      'phonebookEntry.fax': 'Fax geschäftlich',
      'phonebookEntry.phone': 'Telefon geschäftlich',
      'phonebookEntry.homePhone': 'Telefon (privat)',
      'phonebookEntry.mobile': 'Mobiltelefon',
    });
    expect(matchColumns(columns).matching.unmatched).toEqual([
      'Anrede',
      'Weitere Vornamen',
      'Suffix',
    ]);
  });

  it('a French one', () => {
    const columns = ['Identifiant', 'Nom', 'Prénom', 'Courriel', 'Poste téléphonique', 'Portable'];
    expect(matched([...columns, 'Société', 'Fonction'])).toMatchObject({
      'user.username': 'Identifiant',
      'user.lastName': 'Nom',
      'user.firstName': 'Prénom',
      'user.email': 'Courriel',
      'user.extension': 'Poste téléphonique',
      'user.mobileNumbers': 'Portable',
      'phonebookEntry.organisation': 'Société',
      'phonebookEntry.notes': 'Fonction',
    });
  });

  it('a Spanish one', () => {
    const columns = ['Usuario', 'Nombre', 'Apellidos', 'Extensión', 'Teléfono móvil', 'Puesto'];
    expect(matched([...columns, 'Correo electrónico', 'Contraseña'])).toMatchObject({
      'user.username': 'Usuario',
      'user.firstName': 'Nombre',
      'user.lastName': 'Apellidos',
      'user.extension': 'Extensión',
      'user.mobileNumbers': 'Teléfono móvil',
      'user.email': 'Correo electrónico',
      'user.password': 'Contraseña',
      'phonebookEntry.notes': 'Puesto',
    });
  });

  it('a Russian one', () => {
    const columns = ['Логин', 'Фамилия', 'Имя', 'Внутренний номер', 'Мобильный телефон', 'Отдел'];
    expect(matched([...columns, 'Должность', 'Электронная почта'])).toMatchObject({
      'user.username': 'Логин',
      'user.lastName': 'Фамилия',
      'user.firstName': 'Имя',
      'user.extension': 'Внутренний номер',
      'user.mobileNumbers': 'Мобильный телефон',
      'user.groupName': 'Отдел',
      'user.email': 'Электронная почта',
      'phonebookEntry.notes': 'Должность',
    });
  });

  it('what PowerShell and Entra write', () => {
    expect(
      matched(['SamAccountName', 'Name', 'GivenName', 'Surname', 'OfficePhone', 'MobilePhone'])
    ).toMatchObject({
      'user.username': 'SamAccountName',
      'user.displayName': 'Name',
      'user.firstName': 'GivenName',
      'user.lastName': 'Surname',
      'user.mobileNumbers': 'MobilePhone',
      'phonebookEntry.phone': 'OfficePhone',
    });
    expect(
      matched(['userPrincipalName', 'displayName', 'Object Id', 'jobTitle', 'telephoneNumber'])
    ).toMatchObject({
      'user.username': 'userPrincipalName',
      'user.externalId': 'Object Id',
      'phonebookEntry.notes': 'jobTitle',
      'phonebookEntry.phone': 'telephoneNumber',
    });
  });

  it('Google Workspace and phone systems', () => {
    expect(
      matched(['First Name [Required]', 'Last Name [Required]', 'Email Address [Required]', 'id'])
    ).toMatchObject({
      'user.firstName': 'First Name [Required]',
      'user.lastName': 'Last Name [Required]',
      'user.email': 'Email Address [Required]',
    });
    expect(
      matched(['id', 'Extension Number', 'CallerID Name', 'Registration Password', 'MAC Address'])
    ).toMatchObject({
      'user.extension': 'Extension Number',
      'user.displayName': 'CallerID Name',
      'user.sipPassword': 'Registration Password',
      'phone.mac': 'MAC Address',
    });
  });

  it.each([
    [['uid', 'Name', 'Vorname'], 'Name', 'Vorname', undefined],
    [['uid', 'Name', 'Vorname', 'Nachname'], 'Nachname', 'Vorname', 'Name'],
    [['uid', 'Nom', 'Prénom'], 'Nom', 'Prénom', undefined],
    [['uid', 'Name'], undefined, undefined, 'Name'],
    [['uid', 'Nombre'], undefined, undefined, 'Nombre'],
    [['uid', 'Имя', 'Фамилия'], 'Фамилия', 'Имя', undefined],
  ])('%j: what a name means depends on those beside it', (columns, last, first, full) => {
    const found = matched(columns);
    expect([found['user.lastName'], found['user.firstName'], found['user.displayName']]).toEqual([
      last,
      first,
      full,
    ]);
  });
});

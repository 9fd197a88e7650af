import { encode } from 'iconv-lite';

import { cellsOf, codeOf, detect, errorOf, readWorkbook, removeFolders } from './support';

afterAll(removeFolders);

const card = (version: string, ...lines: string[]): string =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n');

const read = (content: string | Buffer) => readWorkbook(Buffer.from(content));

/** What one card says, by column, without its version. */
const valuesOf = async (content: string | Buffer) => {
  const { rows } = await read(content);
  expect(rows).toHaveLength(1);
  const { 'vCard version': version, ...values } = rows[0]?.values ?? {};
  expect(version).toBeTruthy();
  return values;
};

describe('contacts as vCards', () => {
  it('are rows, each with the line that it begins on, in the columns that any of them has', async () => {
    const file =
      card('3.0', 'N:Ährenfeld;Anna;;Dr.;', 'FN:Dr. Anna Ährenfeld', 'TEL;TYPE=CELL:0171 1') +
      card('4.0', 'FN:Bob', 'ORG:Example;Sales;North', 'EMAIL:bob@example.com');
    const { columns, rows } = await read(file);
    expect(columns).toEqual([
      'Display name',
      'First name',
      'Last name',
      'Name prefix',
      'Organization',
      'Department',
      'Mobile phone',
      'Email',
      'vCard version',
    ]);
    expect(rows.map(({ number }) => number)).toEqual([1, 7]);
    expect(cellsOf({ columns, rows })).toEqual([
      ['Dr. Anna Ährenfeld', 'Anna', 'Ährenfeld', 'Dr.', '', '', '0171 1', '', '3.0'],
      ['Bob', '', '', '', 'Example', 'Sales, North', '', 'bob@example.com', '4.0'],
    ]);
  });

  it('have their telephone numbers by what these are for, the preferred ones first', async () => {
    const values = await valuesOf(
      card(
        '3.0',
        'FN:Ann',
        'TEL;TYPE=WORK,VOICE:1',
        'TEL;TYPE=work;TYPE=pref:2',
        'TEL;TYPE="cell,voice":3',
        'TEL;TYPE=HOME:4',
        'TEL;TYPE=WORK,FAX:5',
        'TEL;TYPE=HOME,FAX:6',
        'TEL;TYPE=PAGER:7',
        'TEL:8',
        'item1.TEL;type=iPhone:9'
      )
    );
    expect(values).toEqual({
      'Display name': 'Ann',
      'Work phone': '2',
      'Work phone 2': '1',
      Phone: '8',
      'Mobile phone': '3',
      'Mobile phone 2': '9',
      'Home phone': '4',
      Fax: '5',
      'Home fax': '6',
      Pager: '7',
    });
  });

  it('of version 4.0 have addresses as numbers', async () => {
    expect(
      await valuesOf(
        card(
          '4.0',
          'FN:Ann',
          'TEL;VALUE=uri;PREF=1;TYPE="work,voice":tel:+49-30-1;ext=12',
          'UID:urn:uuid:4fbe8971-0bc3',
          'EMAIL:mailto:ann@example.com'
        )
      )
    ).toEqual({
      'Display name': 'Ann',
      'Work phone': '+49-30-1 ext. 12',
      'vCard UID': '4fbe8971-0bc3',
      Email: 'ann@example.com',
    });
  });

  it('go on below an address label of Outlook, which is folded as quoted-printable and not read', async () => {
    const label = [
      'LABEL;WORK;ENCODING=QUOTED-PRINTABLE:1 Main St=0D=0A=',
      'Springfield=0D=0A=',
      'USA',
    ];
    const first = card('2.1', 'FN:Ann', ...label, 'TEL;WORK;VOICE:2041');
    const { rows } = await read(first + card('2.1', 'FN:Bob', ...label));
    expect(rows.map(({ values }) => [values['Display name'], values['Work phone']])).toEqual([
      ['Ann', '2041'],
      ['Bob', ''],
    ]);
  });

  it('of version 2.1 have types without names, and quoted-printable in encodings of their own', async () => {
    const values = await valuesOf(
      card(
        '2.1',
        'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg',
        'FN;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:J=F6rg M=FCl=',
        'ler',
        'TEL;CELL;PREF:0171',
        'NOTE;QUOTED-PRINTABLE:one=0D=0Atwo =3D',
        ' 2'
      )
    );
    expect(values).toEqual({
      'Display name': 'Jörg Müller',
      'First name': 'Jörg',
      'Last name': 'Müller',
      'Mobile phone': '0171',
      Notes: 'one\ntwo = 2',
    });
  });

  it('may be folded, within a character too, and have escapes', async () => {
    const umlaut = Buffer.from('ü');
    const file = Buffer.concat([
      Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:M'),
      umlaut.subarray(0, 1),
      Buffer.from('\r\n '),
      umlaut.subarray(1),
      Buffer.from(
        'ller\\, Ann\r\nORG:A\\;B\\\\C;D\r\nNOTE:a\\nb\r\n  c\r\nCATEGORIES:x\\,y,z\r\nEND:VCARD'
      ),
    ]);
    expect(await valuesOf(file)).toEqual({
      'Display name': 'Müller, Ann',
      Organization: 'A;B\\C',
      Department: 'D',
      Notes: 'a\nb c',
      Categories: 'x,y, z',
    });
  });

  it('are called by what they have where they have no name', async () => {
    const { rows } = await read(
      card('3.0', 'N:Smith;Ann;;;') +
        card('3.0', 'ORG:Example') +
        card('3.0', 'EMAIL:a@example.com')
    );
    expect(rows.map(({ values }) => values['Display name'])).toEqual([
      'Ann Smith',
      'Example',
      'a@example.com',
    ]);
  });

  it('have pictures and what else nobody reads left out, however long', async () => {
    const photo = [
      'PHOTO;ENCODING=b;TYPE=JPEG:AAAA',
      ...Array<string>(40_000).fill(` ${'A'.repeat(74)}`),
    ];
    const unfolded = `PHOTO:data:image/jpeg;base64,${'A'.repeat(3_000_000)}`;
    const values = await valuesOf(
      card('3.0', ...photo, 'X-SECRET:x', 'FN:Ann', unfolded, 'KEY:y', 'TITLE:Boss')
    );
    expect(values).toEqual({ 'Display name': 'Ann', 'Job title': 'Boss' });
  });

  it('may have others within them, which are left out', async () => {
    const inner = card('2.1', 'FN:Assistant').trim();
    expect(await valuesOf(card('2.1', 'FN:Boss', 'AGENT:', inner, 'TITLE:CEO'))).toEqual({
      'Display name': 'Boss',
      'Job title': 'CEO',
    });
  });

  it.each(['AGENT:BEGIN:VCARD', 'item1.AGENT;X-LABEL=x: BEGIN:VCARD'])(
    'may have another that begins on the line of its property, %s',
    async (begin) => {
      const inner = ['VERSION:2.1', 'FN:Assistant', 'TEL:99', 'END:VCARD'];
      expect(await valuesOf(card('2.1', 'FN:Boss', begin, ...inner, 'TEL:1'))).toEqual({
        'Display name': 'Boss',
        Phone: '1',
      });
    }
  );

  it('are ordered by how much they are preferred', async () => {
    const numbers = ['TEL:3', 'TEL;PREF=50:2', 'TEL;PREF=1:1', 'TEL:4'];
    expect(await valuesOf(card('4.0', 'FN:Ann', ...numbers))).toEqual({
      'Display name': 'Ann',
      Phone: '1',
      'Phone 2': '2',
      'Phone 3': '3',
      'Phone 4': '4',
    });
  });

  it('may have a name in Base64', async () => {
    const name = Buffer.from('Jörg').toString('base64');
    for (const encoding of ['ENCODING=b', 'BASE64']) {
      const values = await valuesOf(card('2.1', `FN;${encoding}:${name}`));
      expect(values).toEqual({ 'Display name': 'Jörg' });
    }
  });

  it.each(['\r', '\n', '\r\r\n'])('may have lines that end with %j', async (end) => {
    const file = card('3.0', 'FN:Ann', 'NOTE:a', ' b', 'TEL:1') + card('3.0', 'FN:Bob');
    const { rows } = await read(file.replaceAll('\r\n', end));
    expect(rows).toMatchObject([
      { values: { 'Display name': 'Ann', Notes: 'ab', Phone: '1' } },
      { values: { 'Display name': 'Bob' } },
    ]);
  });

  it('have nothing of a line below that is no property in a number or at their end', async () => {
    const file = card('3.0', 'FN:Ann', 'TEL:1', 'no property', 'NOTE:a', 'b');
    expect(await valuesOf(`${file}\u001a`)).toEqual({
      'Display name': 'Ann',
      Phone: '1',
      Notes: 'a\nb',
    });
  });

  it('have numbers without end in one column, as fast as others', async () => {
    const { rows } = await read(card('3.0', 'FN:Ann', ...Array<string>(50_000).fill('TEL:1')));
    expect(rows[0]?.values['Phone 20']).toMatch(/^(1, ){49000}/);
  });

  it.each([
    ['UTF-8 with a mark', 'utf-8', { addBOM: true }],
    ['UTF-16', 'utf-16le', { addBOM: true }],
    ['Windows-1252', 'windows-1252', {}],
  ])('may come in %s', async (_, encoding, options) => {
    const file = encode(card('3.0', 'FN:Jörg Müller'), encoding, options);
    expect(await valuesOf(file)).toEqual({ 'Display name': 'Jörg Müller' });
  });

  it('may come in an encoding that the profile names', async () => {
    const file = encode(card('3.0', 'FN:Łukasz'), 'windows-1250');
    const { rows } = await readWorkbook(file, { encoding: 'windows-1250' });
    expect(rows[0]?.values['Display name']).toBe('Łukasz');
  });

  it('are corrected by their lines', async () => {
    const file = card('3.0', 'FN:Ann', 'TEL:1') + card('3.0', 'FN:Bob');
    const { rows } = await readWorkbook(Buffer.from(file), {
      fixes: [
        { row: 1, column: 'Phone', value: '2' },
        { row: 6, skip: 'no-record' },
      ],
    });
    expect(rows).toMatchObject([{ values: { Phone: '2' } }, { number: 6, skip: 'no-record' }]);
  });

  it('are shown', async () => {
    const file = Buffer.from(card('3.0', 'FN:Ann', 'TEL:1') + card('3.0', 'FN:Bob'));
    expect(await detect(file)).toMatchObject({
      file: { kind: 'vcard', sheets: [] },
      columns: ['Display name', 'Phone', 'vCard version'],
      rows: [
        { number: 1, cells: ['Ann', '1', '3.0'] },
        { number: 6, cells: ['Bob', '', '3.0'] },
      ],
      issues: [],
      problem: null,
    });
  });
});

describe('a file of vCards that cannot be read', () => {
  it('is cut off, at whatever line', async () => {
    const whole = card('3.0', 'FN:Ann') + card('3.0', 'FN:Bob', 'TEL:1');
    for (const end of [whole.length - 4, whole.length - 20, whole.indexOf('FN:Bob')]) {
      const error = await errorOf(read(whole.slice(0, end)));
      expect(error).toMatchObject({ code: 'file-truncated', params: { line: 5 } });
      expect((await detect(Buffer.from(whole.slice(0, end)))).problem?.code).toBe('file-truncated');
    }
  });

  it('has a property or a card without end', async () => {
    const long = 'x'.repeat(600_000);
    expect(await codeOf(read(card('3.0', `NOTE:${long}${long}`)))).toBe('record-too-long');
    expect(await codeOf(read(card('3.0', `NOTE:${long}`, `TITLE:${long}`)))).toBe(
      'record-too-long'
    );
  });

  it('keeps numbers beyond those that have a column in the last one', async () => {
    const numbers = Array.from({ length: 23 }, (_, index) => `TEL:${index + 1}`);
    const values = await valuesOf(card('3.0', 'FN:Ann', ...numbers));
    expect(values['Phone 19']).toBe('19');
    expect(values['Phone 20']).toBe('20, 21, 22, 23');
    expect(values).not.toHaveProperty('Phone 21');
  });
});

import { splitList } from '../../../server/src/mapping/values/cleaning';
import { e164 } from '../../../server/src/mapping/expressions/functions';

describe('$e164', () => {
  it.each([
    ['12', 'DE'],
    ['2041', 'DE'],
    ['20412', 'DE'],
    ['204123', 'DE'],
    ['5550101', 'DE'],
    ['1715550102', 'DE'],
    ['116117', 'DE'],
    ['19222', 'DE'],
    ['8000', 'DE'],
    ['0301', 'DE'],
    ['02041', 'DE'],
    ['110', 'DE'],
    ['204', 'US'],
    ['5550101', 'US'],
    ['911', 'US'],
    ['030 5550101', 'US'],
    ['112', 'ES'],
    ['4020', 'LU'],
    ['20412', 'NO'],
    ['116117', 'IT'],
    ['3615', 'FR'],
    ['495 123-45-67', 'RU'],
    ['7946 0958', 'GB'],
    ['2041', undefined],
  ])('leaves %s in %s as it is: it may be an internal number', async (number, country) => {
    expect(await e164(number, country)).toBe(number);
  });

  it.each([
    ['030 5550101', 'DE', '+49305550101'],
    ['07161 / 5550', 'DE', '+4971615550'],
    ['+49 (0)171 5550101', 'DE', '+491715550101'],
    ['0049 171 5550101', 'DE', '+491715550101'],
    ['0044 20 7946 0958', 'DE', '+442079460958'],
    ['011 49 30 5550101', 'US', '+49305550101'],
    ['(212) 555-0147', 'US', '+12125550147'],
    ['1-800-555-1234', 'US', '+18005551234'],
    ['06 1234567', 'IT', '+39061234567'],
    ['347 1234567', 'IT', '+393471234567'],
    ['612 34 56 78', 'ES', '+34612345678'],
    ['600 123 456', 'PL', '+48600123456'],
    ['8 (495) 123-45-67', 'RU', '+74951234567'],
    ['01 23 45 67 89', 'FR', '+33123456789'],
    ['٠٣٠٥٥٥٠١٠١', 'DE', '+49305550101'],
    ["'0171 5550101", 'DE', '+491715550101'],
    ['="01715550101"', 'DE', '+491715550101'],
    ['\u202A+49 30\u00A05550101\u202C', 'DE', '+49305550101'],
    ['0171\u20135550104', 'DE', '+491715550104'],
    ['+49 171 5550101', undefined, '+491715550101'],
  ])('reads %s in %s as %s', async (number, country, expected) => {
    expect(await e164(number, country)).toBe(expected);
  });

  it.each([
    ['+1 (555) 010-4477 x204', 'US', '+15550104477;ext=204'],
    ['(212) 555-0147 ext. 204', 'US', '+12125550147;ext=204'],
    ['+12125550147;ext=204', 'US', '+12125550147;ext=204'],
    ['212-555-0147 #204', 'US', '+12125550147;ext=204'],
    ['030 5550101 x12', 'DE', '+49305550101;ext=12'],
    ['+44 20 7946 0958 extension 7', 'DE', '+442079460958;ext=7'],
    ['tel:+1-212-555-0147;ext=204', 'DE', '+12125550147;ext=204'],
  ])('keeps the extension of %s', async (number, country, expected) => {
    expect(await e164(number, country)).toBe(expected);
  });

  it.each([
    '+49 30 123456 Durchwahl 12',
    '+49 30 123456 DW 12',
    '+49 30 123456, Dw. -12',
    '+49 30 123456 (Durchw.: 12)',
    '+49 30 123456 Nst. 12',
    '+49 30 123456 Apparat 12',
    '+49 30 123456 Kl. 12',
    '+49 30 123456 poste 12',
    '+49 30 123456 p. 12',
    '+49 30 123456 int. 12',
    '+49 30 123456 interno 12',
    '+49 30 123456 anexo 12',
    '+49 30 123456 Ext: 12',
    '+49 30 123456 (ext. 12)',
    '+49 30 123456 extensión 12',
    '+49 30 123456 extension no. 12',
    '+49 30 123456 ramal 12',
    '+49 30 123456 wew. 12',
    '+49 30 123456 wewn. 12',
    '+49 30 123456 toestel 12',
    '+49 30 123456 tst 12',
    '+49 30 123456 anknytning 12',
    '+49 30 123456 lok. 12',
    '+49 30 123456 alanumero 12',
    '+49 30 123456 dahili 12',
    '+49 30 123456 mellék 12',
    '+49 30 123456 mellek: 12',
    '+49 30 123456 klapka 12',
    '+49 30 123456 linka 12',
    '+49 30 123456 доб. 12',
    '+49 30 123456 (добавочный 12)',
    '+49 30 123456 вн. 12',
    '+49 30 123456 внутр. 12',
    '+49 30 123456 дод. 12',
    '+49 30 123456 вътр. 12',
    '+49 30 123456 интерн 12',
    '+49 30 123456 εσωτ. 12',
    '+49 30 123456 שלוחה 12',
    '+49 30 123456 تحويلة 12',
    '+49 30 123456 内線12',
    '+49 30 123456 转 12',
    '+49 30 123456 내선 12',
    '+49 30 123456 ต่อ 12',
    '+49 30 123456 máy lẻ 12',
    '+49 30 123456,,12',
  ])('reads the word for an extension in %s', async (number) => {
    expect(await e164(number, 'DE')).toBe('+4930123456;ext=12');
    expect(await e164(number.replace('+49 30', '030'), 'DE')).toBe('+4930123456;ext=12');
  });

  it.each([
    ['+49 30 123456-0', '+49301234560'],
    ['030 5550101-0', '+493055501010'],
    ['2041 DW 12', '2041 DW 12'],
    ['DW 12', 'DW 12'],
    ['+49 30 123456 Handy 12', '+49 30 123456 Handy 12'],
    ['+49 30 123456 Durchwahl 12-14', '+49 30 123456 Durchwahl 12-14'],
    ['Zentrale 030 5550101 DW 12', 'Zentrale 030 5550101 DW 12'],
  ])('reads %s in DE as %s', async (number, expected) => {
    expect(await e164(number, 'DE')).toBe(expected);
  });

  it('keeps it in a list of numbers', () => {
    const numbers = '+49 30 123456, Durchwahl 12; +33 1 23456789, poste 204, 0171 5550101;ext=3';
    expect(splitList(numbers)).toEqual([
      '+49 30 123456, Durchwahl 12',
      '+33 1 23456789, poste 204',
      '0171 5550101;ext=3',
    ]);
    expect(splitList('Team 5, Linka 7a; Sales, App 5')).toEqual([
      'Team 5',
      'Linka 7a',
      'Sales',
      'App 5',
    ]);
  });

  it.each([
    ['tel:+49-30-5550101', 'DE', '+49305550101'],
    ['TEL:030-5550101', 'DE', '+49305550101'],
    ['tel:30-5550101;phone-context=+49', 'US', '+49305550101'],
    ['tel:2041;phone-context=pbx.example.org', 'DE', 'tel:2041;phone-context=pbx.example.org'],
    ['tel:2041', 'DE', 'tel:2041'],
  ])('reads the address %s', async (number, country, expected) => {
    expect(await e164(number, country)).toBe(expected);
  });

  it.each([
    '**600',
    '*31#004930555',
    '204 x5',
    '4.91716E+12',
    '030 5550101 / 0171 5550101',
    '0800 FLOWERS',
    'sip:anna@example.org',
    '#NV',
  ])('leaves %s as it is', async (number) => {
    expect(await e164(number, 'DE')).toBe(number);
  });
});

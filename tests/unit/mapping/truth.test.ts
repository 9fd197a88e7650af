import { readValue } from '../../../server/src/mapping/values/attribute-values';
import { definitionOf } from '../../../server/src/mapping/names';
import words from '../../../server/src/mapping/values/truth-words.json';
import { mapOne, userTemplate } from './support';

const enabled = (raw: unknown) => {
  const reading = readValue(definitionOf('user', 'enabled'), raw);
  return reading.ok ? reading.value : reading.key.split('/')[0];
};

describe('yes and no', () => {
  it.each([
    ['WAHR', 'FALSCH'],
    ['VRAI', 'FAUX'],
    ['VERO', 'FALSO'],
    ['VERDADERO', 'FALSO'],
    ['VERDADEIRO', 'FALSO'],
    ['WAAR', 'ONWAAR'],
    ['PRAWDA', 'FAŁSZ'],
    ['PRAVDA', 'NEPRAVDA'],
    ['ИСТИНА', 'ЛОЖЬ'],
    ['SANT', 'FALSKT'],
    ['SAND', 'FALSK'],
    ['SANN', 'USANN'],
    ['TOSI', 'EPÄTOSI'],
    ['DOĞRU', 'YANLIŞ'],
    ['IGAZ', 'HAMIS'],
    ['ADEVĂRAT', 'FALS'],
    ['ΑΛΗΘΗΣ', 'ΨΕΥΔΗΣ'],
    ['ІСТИНА', 'ХИБНІСТЬ'],
    ['はい', 'いいえ'],
    ['是', '否'],
    ['예', '아니요'],
    ['BENAR', 'SALAH'],
    ['ya', 'tidak'],
    ['CERT', 'FALS'],
    ['istina', 'laž'],
    ['točno', 'netočno'],
    ['prav', 'narobe'],
    ['да', 'не'],
    ['вярно', 'невярно'],
    ['так', 'ні'],
    ['правда', 'неправда'],
    ['ΑΛΗΘΕΣ', 'ΨΕΥΔΕΣ'],
    ['ναι', 'όχι'],
    ['כן', 'לא'],
    ['אמת', 'שקר'],
    ['نعم', 'لا'],
    ['صحيح', 'خطأ'],
    ['ĐÚNG', 'SAI'],
    ['có', 'không'],
    ['จริง', 'เท็จ'],
    ['ใช่', 'ไม่ใช่'],
    ['TIESA', 'NETIESA'],
    ['taip', 'ne'],
    ['PATIESS', 'APLAMS'],
    ['jā', 'nē'],
    ['TÕENE', 'VÄÄR'],
    ['jah', 'ei'],
    ['bai', 'ez'],
    ['já', 'nei'],
    ['بله', 'خیر'],
    ['हाँ', 'नहीं'],
    ['hə', 'yox'],
    ['тачно', 'нетачно'],
    ['S', 'N'],
    ['Д', 'Н'],
    ['○', '×'],
    ['oui', 'non'],
    ['Sí', 'No'],
    ['x', '0'],
    ['✓', '✗'],
    ['t', 'f'],
    ['-1', '0'],
  ])('are %s and %s', (yes, no) => {
    expect(enabled(yes)).toBe(true);
    expect(enabled(yes.normalize('NFD').toLowerCase())).toBe(true);
    expect(enabled(`\u200B${no} `)).toBe(false);
  });

  it.each([
    ['Active', true],
    ['aktiviert', true],
    ['Suspended', false],
    ['gesperrt', false],
    ['inactif', false],
    ['неактивен', false],
    ['Nicht aktiv', false],
    ['non\u00A0actif', false],
    ['AKTİF', true],
    ['PASİF', false],
    ['Devre dışı', false],
    ['tidak aktif', false],
    ['nonaktif', false],
    ['actiu', true],
    ['neaktivan', false],
    ['aktiven', true],
    ['активиран', true],
    ['заблокований', false],
    ['ενεργό', true],
    ['ανενεργό', false],
    ['פעיל', true],
    ['לא פעיל', false],
    ['نشط', true],
    ['معطل', false],
    ['hoạt động', true],
    ['ngừng hoạt động', false],
    ['ใช้งาน', true],
    ['ระงับ', false],
    ['aktyvus', true],
    ['neaktīvs', false],
    ['mitteaktiivne', false],
    ['启用', true],
    ['停用', false],
  ])('are states of an account: %s', (word, value) => {
    expect(enabled(word)).toBe(value);
  });

  it.each([
    ['512', true],
    ['514', false],
    ['66048', true],
    ['66050', false],
    ['544', true],
    ['546', false],
    [4098, false],
  ])('are bits of userAccountControl: %s', (flags, value) => {
    expect(enabled(flags)).toBe(value);
  });

  it.each(['perhaps', '2', '1024', 'WAHRHEIT', 'left'])('are not %s', (word) => {
    expect(enabled(word)).toBe('invalid-boolean');
  });
});

describe('a cell about an account', () => {
  const template = userTemplate({ username: '"max"', enabled: '"{{x}}"' });

  it.each(['', ' ', '\u00A0', '=""'])('that is empty (%j) leaves it alone', async (x) => {
    const { records } = await mapOne({ template }, { x });
    expect(records[0]?.attributes).toEqual({ username: 'max' });
    expect(records[0]?.unread).toBeUndefined();
  });

  it('that cannot be read is an issue and leaves it alone', async () => {
    const { records } = await mapOne({ template }, { x: 'vielleicht' });
    expect(records[0]).toMatchObject({
      failed: false,
      unread: { enabled: { value: 'vielleicht', code: 'invalid-boolean' } },
    });
  });
});

it('no word means two things', () => {
  const all = Object.values(words).flatMap((list) => list.map((word) => word.toLowerCase()));
  expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
});

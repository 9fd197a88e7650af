import { numbersOf, readNumber, type NumberingPlan } from '../../../server/src/lookup/numbers';
import { matchOf, questionOf } from '../../../server/src/lookup/question';

const PLAN: NumberingPlan = { country: 'DE', prefix: '+49305550', extensionLength: 3 };
const NONE: NumberingPlan = { country: null, prefix: null, extensionLength: null };

const stored = (text: string, plan = PLAN) => ({
  ...readNumber(text, plan),
  kind: 'phone' as const,
});
const match = (asked: string, text: string, plan = PLAN, ofRecord = plan) =>
  matchOf(questionOf(asked, plan), stored(text, ofRecord));

describe('a number', () => {
  it.each([
    ['+491711234567', '+491711234567', null, null],
    ['0171 123 45 67', '+491711234567', null, null],
    ['+49 (0)171/1234567', '+491711234567', null, null],
    ['+4901711234567', '+491711234567', null, null],
    ['+1 (212) 555-0147 ext. 204', '+12125550147', '204', null],
    ['204', '+49305550204', null, '204'],
    ['030 5550-204', '+49305550204', null, '204'],
    ['030 5550-2040', '+493055502040', null, null],
    ['2041', null, null, '2041'],
    ['*31#', null, null, '*31#'],
    ['nobody', null, null, null],
  ])('%s is read', (text, e164, extension, internal) => {
    expect(readNumber(text, PLAN)).toEqual({ number: text, e164, extension, internal });
  });

  it('without a plan stays what is dialled', () => {
    expect(readNumber('0171 1234567', NONE)).toMatchObject({ e164: null, internal: '01711234567' });
  });
});

describe('the numbers of a record', () => {
  it('are each there once, and by what they are', () => {
    const user = { extension: '204', mobileNumbers: ['0171 1234567', '+49 171 1234567', 'none'] };
    expect(numbersOf('user', user, PLAN).map(({ kind, e164 }) => [kind, e164])).toEqual([
      ['extension', '+49305550204'],
      ['mobile', '+491711234567'],
    ]);
  });

  it('are none of what is too long for one', () => {
    const user = { mobileNumbers: [`0171 1234567 ${'x'.repeat(300)}`, 3, null] };
    expect(numbersOf('user', user, PLAN)).toEqual([]);
  });

  it('keep as the number what came first', () => {
    const [number] = numbersOf('user', { mobileNumbers: ['0171 1234567', '+491711234567'] }, PLAN);
    expect(number?.number).toBe('0171 1234567');
  });
});

describe('whose number it is', () => {
  it.each([
    ['+49 171 1234567', '0171 1234567', 'number'],
    ['00491711234567', '0171 1234567', 'number'],
    ['491711234567', '0171 1234567', 'number'],
    ['001711234567', '0171 1234567', 'number'],
    ['tel:+49-171-1234567', '0171 1234567', 'number'],
    ['sip:+491711234567@pbx.example.com;user=phone', '0171 1234567', 'number'],
    ['"Anna" <sip:204@pbx.example.com>', '204', 'number'],
    ['+49305550204', '204', 'number'],
    ['204', '030 5550-204', 'number'],
    ['0891234123', '089 1234-0', 'behind-main'],
    ['0891234123', '089 1234', 'behind-main'],
    ['+12125550147', '+1 212 555 0147 x204', 'shares-main'],
    ['+1 212 555 0147 x204', '+1 212 555 0147 x204', 'number'],
    ['+1 212 555 0147 x204', '+1 212 555 0147', 'behind-main'],
    ['089123', '089 1234-0', null],
    ['205', '204', null],
    ['205', '200', null],
    ['+49305550205', '200', null],
    ['030 5550-204', '030 5550-0', 'behind-main'],
  ])('%s is that of %s: %s', (asked, text, why) => {
    expect(match(asked, text)).toBe(why);
  });

  it('is not the same extension of another site, where the whole number is said', () => {
    const other: NumberingPlan = { country: 'DE', prefix: '+4989777', extensionLength: 3 };
    expect(match('+49305550204', '204', PLAN, other)).toBeNull();
    expect(match('204', '204', PLAN, other)).toBe('extension');
    expect(match('+4989777204', '204', PLAN, other)).toBe('number');
  });

  it('of a number that no plan knows is told by what is dialled', () => {
    expect(match('0171-1234567', '0171 1234567', NONE)).toBe('number');
    expect(match('2041', '2041', NONE)).toBe('extension');
  });
});

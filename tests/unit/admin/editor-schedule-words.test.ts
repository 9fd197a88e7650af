import { scheduleInWords } from '../../../admin/src/utils/schedule-words';

describe('a schedule in words', () => {
  it('is said in the language of the person', () => {
    expect(scheduleInWords('0 2 * * *', 'en')).toBe('At 02:00, every day');
    expect(scheduleInWords('0 2 * * *', 'de')).toBe('Um 02:00, jeden Tag');
    expect(scheduleInWords('30 6 * * 1-5', 'de-AT')).toBe('Um 06:30, Montag bis Freitag');
    expect(scheduleInWords('30 6 * * 1-5', 'fr')).toBe('À 06:30, de lundi à vendredi');
    expect(scheduleInWords('30 6 * * 1-5', 'es')).toBe('A las 06:30, de lunes a viernes');
  });

  it('is English where the language is not known', () => {
    expect(scheduleInWords('0 2 * * *', 'it')).toBe('At 02:00, every day');
  });

  it.each(['', 'tomorrow', '0 2 * *', '60 2 * * *', '0 0 2 * * *', 'a b c d e'])(
    'is nothing for %p',
    (cron) => {
      expect(scheduleInWords(cron, 'en')).toBeNull();
    }
  );

  it('takes the short names', () => {
    expect(scheduleInWords('@daily', 'en')).toBe('At 00:00, every day');
  });
});

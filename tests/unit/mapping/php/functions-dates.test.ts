import { PHP_FUNCTIONS } from '../../../../server/src/mapping/php/functions';
import { describeFunctions, evaluate, outcomeOf, plain } from './functions-support';

describe('the functions of dates', () => describeFunctions('dates'));

describe('the present', () => {
  const NOW = Date.UTC(2024, 0, 31, 10, 30, 15, 250);

  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const value = (name: string, ...args: (string | number | null)[]) =>
    plain(evaluate({ name, args }).value);

  it('is what is not said', () => {
    expect(value('time')).toBe('int 1706697015');
    expect(value('date', 'Y-m-d H:i:s')).toBe('"2024-01-31 10:30:15"');
    expect(value('date', 'Y', null)).toBe('"2024"');
    expect(value('idate', 'Y')).toBe('int 2024');
    expect(value('mktime', 0)).toBe(`int ${Date.UTC(2024, 0, 31, 0, 30, 15) / 1000}`);
    expect(value('strtotime', '+1 month')).toBe(`int ${Date.UTC(2024, 2, 2, 10, 30, 15) / 1000}`);
    expect(value('microtime')).toBe('"0.25000000 1706697015"');
    expect(plain(evaluate({ name: 'microtime', args: [true] }).value)).toBe('float 1706697015.25');
  });

  const isTimely = (name: string, ...texts: (string | null)[]) =>
    PHP_FUNCTIONS[name]?.isTimely?.(texts);

  it('has a part in what functions give, or has none', () => {
    const timely = [
      isTimely('time'),
      isTimely('date', 'Y'),
      isTimely('mktime', null, null),
      isTimely('strtotime', null),
      isTimely('strtotime', 'tomorrow'),
      isTimely('strtotime', '10:30'),
      isTimely('strtotime', '10 September'),
    ];
    expect(timely).toEqual(timely.map(() => true));
    const steady = [
      isTimely('date', 'Y', null),
      isTimely('mktime', null, null, null, null, null, null),
      isTimely('strtotime', '2024-01-15'),
      isTimely('strtotime', 'last day of february 2024'),
      isTimely('strtotime', '@0'),
      isTimely('strtotime', 'no date'),
      isTimely('strtotime', 'tomorrow', null),
    ];
    expect(steady).toEqual(steady.map(() => false));
  });
});

describe('a date that PHP reads and we do not', () => {
  it.each(['+3 weekdays', '2024-01-15 10:30 Europe/Berlin', 'back of 7pm', '+5 ms', 'weekdays'])(
    '%s is refused',
    (text) => {
      expect(outcomeOf({ name: 'strtotime', args: [text, 0] })).toEqual({
        error: 'Error',
        message: 'strtotime(): this form of a date is not known here',
      });
    }
  );
});

import { readArguments, UsageError, wantsJson } from '../../../server/src/cli/arguments';

const read = (line: string) => readArguments(line.split(' ').filter(Boolean));

describe('command line', () => {
  it('knows what is left out', () => {
    expect(read('list')).toEqual({
      print: null,
      arguments: {
        command: 'list',
        operand: '',
        app: '.',
        compile: false,
        strict: false,
        json: false,
        file: null,
        key: null,
        approve: false,
        confirm: null,
        test: false,
        reference: null,
        mayReturn: false,
        people: null,
        same: null,
        ifVersion: null,
        add: null,
        remove: null,
        changes: null,
      },
    });
  });

  it('takes options before and after the command', () => {
    expect(
      read(
        '--json --app /srv/app run Users --file=users.csv --approve --confirm=Users --strict --compile'
      )
    ).toEqual({
      print: null,
      arguments: {
        command: 'run',
        operand: 'Users',
        app: '/srv/app',
        compile: true,
        strict: true,
        json: true,
        file: 'users.csv',
        key: null,
        approve: true,
        confirm: 'Users',
        test: false,
        reference: null,
        mayReturn: false,
        people: null,
        same: null,
        ifVersion: null,
        add: null,
        remove: null,
        changes: null,
      },
    });
  });

  it.each([
    ['show 1 --changes', {}],
    ['test Users --action remove', { action: 'remove' }],
    ['run Users --changes --type=phone', { type: 'phone' }],
    ['show 1 --type user --action error', { type: 'user', action: 'error' }],
  ])('knows which changes %s asks for', (line, changes) => {
    expect(read(line)).toMatchObject({ arguments: { changes } });
  });

  it.each([
    ['run Users --same r1', { of: 'r1', two: [] }],
    ['run Users --two a --same r1 --two b', { of: 'r1', two: ['a', 'b'] }],
  ])('knows what %s says of people', (line, people) => {
    expect(read(line)).toMatchObject({ arguments: { same: people } });
  });

  it('knows whom of which profile it is to forget', () => {
    const parsed = read('forget HR ann --confirm ann --reference t1 --may-return');
    const about = { operand: 'HR', key: 'ann', confirm: 'ann', reference: 't1', mayReturn: true };
    expect(parsed).toMatchObject({ arguments: { command: 'forget', ...about, test: false } });
    expect(read('allow-again HR ann')).toMatchObject({ arguments: { operand: 'HR', key: 'ann' } });
  });

  it('takes nobody for two without knowing which run shows them', () => {
    expect(() => read('run Users --two a')).toThrow(/--two needs --same/);
    expect(() => read('test Users --same r1')).toThrow(/takes no --same/);
  });

  it('takes names with spaces and dashes', () => {
    const parsed = readArguments(['show', '--app', '.', '--', '-a b']);
    expect(parsed).toMatchObject({ arguments: { operand: '-a b' } });
  });

  it.each(['--help', '-h', 'run --help', 'nonsense --help'])('prints the help for %s', (line) => {
    expect(read(line)).toEqual({ print: 'help' });
  });

  it.each(['--version', '-v'])('prints the version for %s', (line) => {
    expect(read(line)).toEqual({ print: 'version' });
  });

  it.each([
    ['', 'No command given'],
    ['import', 'Unknown command "import"'],
    ['toString', 'Unknown command "toString"'],
    ['run', 'takes one NAME after it, found 0'],
    ['run Users from CSV', 'A name with spaces needs quotes'],
    ['list Users', 'takes nothing after it, found 1'],
    ['import-profile', 'takes one FILE after it'],
    ['show', 'takes one RUN after it'],
    ['forget HR', 'takes one PROFILE KEY after it, found 1'],
    ['allow-again HR ann --test', 'The command allow-again takes no --test'],
    ['list --file a.csv', 'The command list takes no --file'],
    ['test Users --approve', 'The command test takes no --approve'],
    ['show 1 --approve', 'The command show takes no --approve'],
    ['test Users --confirm Users', 'The command test takes no --confirm'],
    ['list --confirm Users', 'The command list takes no --confirm'],
    ['runs Users --changes', 'The command runs takes no --changes'],
    ['list --type user', 'The command list takes no --type'],
    ['show 1 --action unchanged', '--action takes one of create, update, remove, error'],
    ['test Users --type User', 'found "User"'],
    ['run Users --type phones', '--type takes one of user, phonebookEntry, phone'],
    ['show 1 --strict', 'The command show takes no --strict'],
    ['run Users --confirm', "Option '--confirm <value>' argument missing"],
    ['run Users --force', "Unknown option '--force'"],
    ['run Users --file', "Option '--file <value>' argument missing"],
    ['run Users --json=yes', "'--json' does not take an argument"],
  ])('refuses "%s" and says why', (line, message) => {
    const attempt = () => read(line);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow('--help');
  });

  it('knows that JSON is wanted even where it understands nothing else', () => {
    expect(wantsJson(['nonsense', '--json'])).toBe(true);
    expect(wantsJson(['list'])).toBe(false);
  });

  it.each([
    ['3', 3],
    ['0', 0],
    ['12', 12],
  ])('takes the version %s that an import is to replace', (given, ifVersion) => {
    expect(read(`import-profile a.json --if-version ${given}`)).toMatchObject({
      arguments: { ifVersion },
    });
  });

  it('takes corrections to make, and the row of those that are taken back', () => {
    expect(read('corrections People --add fixes.json --remove 12')).toMatchObject({
      arguments: { add: 'fixes.json', remove: 12 },
    });
    for (const words of [
      'corrections A --remove x',
      'run A --remove 2',
      'corrections A --remove',
    ]) {
      expect(() => read(words)).toThrow('--remove');
    }
  });

  it.each([
    'import-profile a.json --if-version x',
    'import-profile a.json --if-version=-1',
    'run A --if-version 1',
  ])('does not understand "%s"', (words) => {
    expect(() => read(words)).toThrow('--if-version');
  });
});

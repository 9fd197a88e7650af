import { DEFAULT_SETTINGS } from '../../../shared/settings';
import { defaultOptions } from '../../../server/src/config/options';
import { createSettings } from '../../../server/src/settings';
import { fixedSettings, mergedSettings } from '../../../server/src/settings/merge';

const ADA = 'ada@example.com';

/** Settings on a store in memory, with the time in milliseconds, and what was logged. */
const setup = (file: unknown = {}, stored: unknown = null) => {
  const state = { file, stored, time: 0, reads: 0, isDown: false };
  const lines: string[] = [];
  const note = (text: string) => void lines.push(text);
  const settings = createSettings({
    store: {
      get: async () => {
        state.reads += 1;
        if (state.isDown) throw new Error('no database');
        return structuredClone(state.stored);
      },
      set: async ({ value }) => {
        state.stored = structuredClone(value);
      },
    },
    file: () => state.file,
    option: (name) => defaultOptions[name],
    log: { info: note, warn: note },
    now: () => state.time,
  });
  return { settings, state, lines };
};

const problemsOf = async (change: Promise<unknown>) => {
  const error = await change.then(
    () => ({ details: { errors: [] } }),
    (reason: unknown) => reason
  );
  const { errors } = (error as { details: { errors: { path: string[]; code: string }[] } }).details;
  return errors.map(({ path, code }) => `${path.join('.')} ${code}`);
};

describe('settings', () => {
  it('are the defaults where nobody has said anything', async () => {
    const { settings } = setup();
    expect(await settings.view()).toEqual({ settings: DEFAULT_SETTINGS, fixed: [] });
    expect(await settings.network()).toEqual({ ...defaultOptions.network, allowedHosts: [] });
  });

  it('are what the file has, else what is stored, else the default, each by itself', () => {
    const file = { retention: { days: 7 }, notify: { emails: [] }, writeMode: 'bulk' };
    const stored = { retention: { days: 30, runs: 5 }, notify: { language: 'de' as const } };
    expect(mergedSettings(file, stored)).toEqual({
      ...DEFAULT_SETTINGS,
      retention: { ...DEFAULT_SETTINGS.retention, days: 7, runs: 5 },
      notify: { emails: [], language: 'de' },
    });
    expect(fixedSettings(file)).toEqual(['retention.days', 'notify.emails']);
  });

  it('are fixed by a file that says there is no country, and not by a variable that is not set', () => {
    const file = { defaultCountry: null, network: { allowedHosts: undefined } };
    expect(mergedSettings(file, { defaultCountry: 'AT' }).defaultCountry).toBeNull();
    expect(fixedSettings(file)).toEqual(['defaultCountry']);
  });

  it('that are changed leave the others as they are, and store nothing that is the default', async () => {
    const { settings, state } = setup({}, { notify: { language: 'fr' }, retention: { runs: 9 } });
    const change = { network: { allowedHosts: [' intranet '] }, retention: { runs: 50 } };
    const changed = await settings.change(change, ADA);
    expect(changed.settings).toEqual({
      ...DEFAULT_SETTINGS,
      network: { allowedHosts: ['intranet'] },
      notify: { emails: [], language: 'fr' },
    });
    expect(state.stored).toEqual({
      network: { allowedHosts: ['intranet'] },
      notify: { language: 'fr' },
    });
  });

  it('keep what is stored for the time when the file has it no more', async () => {
    const { settings, state } = setup({ retention: { runs: 3 } }, { retention: { runs: 9 } });
    await settings.change({ retention: { runs: 3, days: 5 } }, ADA);
    expect((await settings.current()).retention).toMatchObject({ runs: 3, days: 5 });
    state.file = {};
    expect((await settings.current()).retention).toMatchObject({ runs: 9, days: 5 });
  });

  it('say in the log who has changed what, and nothing where nothing was changed', async () => {
    const { settings, lines } = setup();
    await settings.change({ defaultCountry: 'AT', retention: { runs: 50 } }, ADA);
    await settings.change({ defaultCountry: 'AT' }, ADA);
    expect(lines).toEqual([
      'directory-connector: ada@example.com changed settings: defaultCountry from null to "AT"',
    ]);
  });

  it.each([
    [{ network: { allowedHosts: ['intranet', 'https://x', 'a b'] } }, 'network.allowedHosts.1 2'],
    [{ network: { allowedHosts: ['intranet:8080'] } }, 'network.allowedHosts.0'],
    [{ network: { allowedHosts: ['10.0.0.0/99'] } }, 'network.allowedHosts.0'],
  ])('refuse %j as a host, with its place', async (change, place) => {
    const { settings, state } = setup();
    const found = await problemsOf(settings.change(change, ADA));
    const [first = '', second] = place.split(' ');
    const places = second ? [first, first.replace(/\d+$/, second)] : [first];
    expect(found).toEqual(places.map((one) => `${one} invalid-allowed-host`));
    expect(state.stored).toBeNull();
  });

  it.each(['intranet', 'dc1.example.com.', 'bücher.example', '10.1.2.3', 'fd00::1', 'fd00::/8'])(
    'take %s as a host',
    async (entry) => {
      const { settings } = setup();
      await settings.change({ network: { allowedHosts: [entry] } }, ADA);
      expect((await settings.network()).allowedHosts).toEqual([entry]);
    }
  );

  it.each([
    [{ defaultCountry: 'XX' }, ['defaultCountry unknown-country']],
    [{ defaultCountry: 'de' }, ['defaultCountry unknown-country']],
    [{ retention: { runs: 0 } }, ['retention.runs invalid-value']],
    [{ notify: { emails: ['nobody'] } }, ['notify.emails.0 invalid-value']],
    [{ notify: { language: 'it' } }, ['notify.language invalid-value']],
    [{ writeMode: 'documents' }, ['writeMode invalid-value']],
    [{ network: { retries: 1 } }, ['network.retries invalid-value']],
    ['all', [' invalid-value']],
  ])('refuse %j', async (change, problems) => {
    expect(await problemsOf(setup().settings.change(change, ADA))).toEqual(problems);
  });

  it('refuse what the file has otherwise, and take what it has', async () => {
    const { settings, state } = setup({ retention: { runs: 3 }, defaultCountry: null });
    const change = { defaultCountry: 'DE', retention: { runs: 4, days: 8 } };
    const refused = ['defaultCountry setting-fixed', 'retention.runs setting-fixed'];
    expect(await problemsOf(settings.change(change, ADA))).toEqual(refused);
    expect(state.stored).toBeNull();
    await settings.change({ defaultCountry: null, retention: { runs: 3, days: 8 } }, ADA);
    expect(state.stored).toEqual({ retention: { days: 8 } });
  });

  it.each([
    [{ retention: { runs: -1, days: 8 } }, 'retention.runs'],
    [
      { retention: { days: 8 }, network: { allowedHosts: ['10.0.0.0/99'] } },
      'network.allowedHosts',
    ],
    [{ retention: { days: 8 }, defaultCountry: 'ZZ' }, 'defaultCountry'],
  ])('that are stored and do not fit any more are the default: %j', async (stored, name) => {
    const { settings, state, lines } = setup({}, stored);
    const expected = {
      ...DEFAULT_SETTINGS,
      retention: { ...DEFAULT_SETTINGS.retention, days: 8 },
    };
    expect(await settings.current()).toEqual(expected);
    state.time = 60_000;
    expect(await settings.current()).toEqual(expected);
    expect(lines).toEqual([
      `directory-connector: the stored setting ${name} does not fit; its default is taken`,
    ]);
  });

  it.each([new Date(Number.NaN), 'text', 7, []])(
    'are the defaults where %p is stored',
    async (stored) => {
      expect(await setup({}, stored).settings.current()).toEqual(DEFAULT_SETTINGS);
    }
  );

  it('that another instance changes are known within ten seconds, and asked for now and then only', async () => {
    const { settings, state } = setup();
    await Promise.all([settings.current(), settings.network(), settings.current()]);
    expect(state.reads).toBe(1);
    state.stored = { retention: { runs: 7 } };
    state.time = 1000;
    expect((await settings.current()).retention.runs).toBe(50);
    state.time = 10_000;
    expect((await settings.current()).retention.runs).toBe(7);
    expect(state.reads).toBe(2);
  });

  it('that are changed here are known at once', async () => {
    const { settings } = setup();
    await settings.current();
    await settings.change({ retention: { runs: 7 } }, ADA);
    expect((await settings.current()).retention.runs).toBe(7);
  });

  it('that could not be read are read again', async () => {
    const { settings, state } = setup();
    state.isDown = true;
    await expect(settings.current()).rejects.toThrow('no database');
    state.isDown = false;
    expect(await settings.current()).toEqual(DEFAULT_SETTINGS);
  });
});

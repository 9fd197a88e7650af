import { problem } from '../../../shared/codes/problems';
import type { StartRequest } from '../../../server/src/runs/types';
import { createSchedule } from '../../../server/src/schedule';
import type { EnabledSchedule, LatestRun } from '../../../server/src/schedule/due';
import type { RunEntity } from '../../../server/src/storage/runs/run-entities';
import { ConnectorError } from '../../../server/src/utils/errors';

const START = Date.parse('2026-03-10T01:59:30Z');
const BUSY = new ConnectorError(
  problem('already-running', { run: 'run', profile: 'Staff', since: '2026-03-10T01:00:00.000Z' })
);
const AWAY = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

const enabled = (cron = '* * * * *', catchUp = false): EnabledSchedule => ({
  id: 'p1',
  schedule: { enabled: true, cron, timezone: 'UTC', catchUp },
  since: new Date('2026-03-01T00:00Z'),
});

/** A schedule whose profiles, runs and database do what a test says. */
const surroundings = () => {
  const state = {
    profiles: [enabled()],
    revision: '1',
    latest: null as LatestRun | null,
    /** What stands against a run. */
    against: null as Error | null,
    isAway: false,
    reads: 0,
    started: [] as (string | undefined)[],
    errors: [] as string[],
  };
  const orAway = async <Result>(result: () => Result): Promise<Result> => {
    if (state.isAway) throw AWAY;
    return result();
  };
  const begin = ({ slot }: Omit<StartRequest, 'file'>): void => {
    if (state.against) throw state.against;
    state.started.push(slot?.split('@')[1]);
    state.latest = { status: 'succeeded', startedAtMs: Date.now(), slot: slot ?? null };
  };
  const schedule = createSchedule({
    log: { info: () => undefined, error: (text: string) => state.errors.push(text) } as never,
    profiles: {
      revision: () => orAway(() => state.revision),
      enabledSchedules: () =>
        orAway(() => {
          state.reads += 1;
          return state.profiles;
        }),
    },
    runs: { interruptAbandoned: () => orAway(() => undefined) },
    queue: {
      start: (request) =>
        orAway(() => {
          begin(request);
          return { id: 'run', done: null };
        }),
    },
    storage: {
      now: async () => Date.now(),
      runs: { latest: () => orAway(() => state.latest as RunEntity | null) },
    },
    option: (() => true) as never,
  });
  return { state, schedule };
};

describe('the jobs of schedules', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

  const started = async () => {
    const made = surroundings();
    await made.schedule.start();
    return made;
  };

  it('run each time, and read the profiles at those times only', async () => {
    const { state, schedule } = await started();
    await pass(25);
    expect([state.started, state.reads]).toEqual([[], 1]);
    await pass(70);
    expect(state.started).toEqual(['2026-03-10T02:00Z', '2026-03-10T02:01Z']);
    schedule.stop();
    await pass(300);
    expect(state.started).toHaveLength(2);
  });

  it('notice within ten seconds what another instance has changed', async () => {
    const { state, schedule } = await started();
    state.profiles = [];
    state.revision = '2';
    await pass(10);
    expect(state.reads).toBe(2);
    state.profiles = [enabled('0 * * * *')];
    state.revision = '3';
    await pass(90);
    expect(state.started).toEqual(['2026-03-10T02:00Z']);
    schedule.stop();
  });

  it('wait for a run that has the profile, the last of several times alone', async () => {
    const { state, schedule } = await started();
    state.latest = { status: 'running', startedAtMs: START, slot: null };
    state.against = BUSY;
    await pass(100);
    expect(state.started).toEqual([]);
    state.against = null;
    state.latest = { ...state.latest, status: 'interrupted' };
    await pass(5);
    expect(state.started).toEqual(['2026-03-10T02:01Z']);
    await pass(10);
    expect(state.started).toHaveLength(1);
    schedule.stop();
  });

  it('leave a time to the instance that was faster, also that of a younger one', async () => {
    const { state, schedule } = await started();
    state.against = BUSY;
    await pass(40);
    state.against = null;
    state.latest = { status: 'succeeded', startedAtMs: START, slot: 'p1@2026-03-10T02:01Z' };
    await pass(15);
    expect(state.started).toEqual([]);
    schedule.stop();
  });

  it('do not wait any more once the schedule is off', async () => {
    const { state, schedule } = await started();
    state.against = BUSY;
    await pass(40);
    state.profiles = [];
    await schedule.sync();
    state.against = null;
    await pass(15);
    expect(state.started).toEqual([]);
    schedule.stop();
  });

  it('begin later what a database that was away has kept from beginning, and say so once', async () => {
    const { state, schedule } = await started();
    state.isAway = true;
    await pass(50);
    expect(state.started).toEqual([]);
    expect(state.errors).toHaveLength(2);
    state.isAway = false;
    await pass(5);
    expect(state.started).toEqual(['2026-03-10T02:00Z']);
    schedule.stop();
  });

  it.each([
    [false, []],
    [true, ['2026-03-09T02:00Z']],
  ])('make up for what nobody was there for where catchUp is %s', async (catchUp, expected) => {
    const { state, schedule } = surroundings();
    state.profiles = [enabled('0 2 * * *', catchUp)];
    state.latest = { status: 'succeeded', startedAtMs: START - 86_400_000 * 3, slot: null };
    await schedule.start();
    await pass(20);
    expect(state.started).toEqual(expected);
    schedule.stop();
  });

  it('run what came while a dead run still had the profile, before this instance was there', async () => {
    const { state, schedule } = surroundings();
    state.profiles = [enabled('59 1 * * *')];
    state.latest = { status: 'running', startedAtMs: START - 60_000, slot: null };
    await schedule.start();
    await pass(20);
    expect(state.started).toEqual([]);
    state.latest = { ...state.latest, status: 'interrupted' };
    await pass(5);
    expect(state.started).toEqual(['2026-03-10T01:59Z']);
    schedule.stop();
  });

  it('know of a machine that slept', async () => {
    const { state, schedule } = surroundings();
    state.profiles = [enabled('0 2 * * *', true)];
    await schedule.start();
    jest.setSystemTime(START + 3 * 3_600_000);
    await pass(86_400);
    expect(state.started).toContain('2026-03-10T02:00Z');
    schedule.stop();
  });
});

import { metricsOf } from '../../../server/src/health/metrics';
import { PROFILE_STATES, type ProfileHealth } from '../../../shared/contracts/health';

const profile = (more: Partial<ProfileHealth> = {}): ProfileHealth => ({
  id: 'p1',
  name: 'Staff',
  state: 'ok',
  isScheduled: true,
  lastSuccessAt: '2026-03-01T23:58:29.500Z',
  ageSeconds: 91,
  lastRun: null,
  nextRunAt: null,
  failures: 2,
  ...more,
});

const linesOf = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`directory_connector_profile_${name}{`));

describe('metrics', () => {
  it('are nothing where there is no profile', () => {
    expect(metricsOf([])).toBe('');
  });

  it('say each value after what it is', () => {
    const text = metricsOf([profile()]);
    expect(text).toContain(
      [
        '# HELP directory_connector_profile_failures How many scheduled runs of a profile have failed in a row.',
        '# TYPE directory_connector_profile_failures gauge',
        'directory_connector_profile_failures{id="p1",profile="Staff"} 2',
        '',
      ].join('\n')
    );
    expect(text.endsWith('\n')).toBe(true);
    expect(linesOf(text, 'last_success_timestamp_seconds')).toEqual([
      'directory_connector_profile_last_success_timestamp_seconds{id="p1",profile="Staff"} 1772409509.5',
    ]);
  });

  it('have every state of each profile, and 1 for the one that it is in', () => {
    const states = linesOf(metricsOf([profile(), profile({ id: 'p2', state: 'held' })]), 'state');
    expect(states).toHaveLength(2 * PROFILE_STATES.length);
    expect(states.filter((line) => line.endsWith(' 1'))).toEqual([
      'directory_connector_profile_state{id="p1",profile="Staff",state="ok"} 1',
      'directory_connector_profile_state{id="p2",profile="Staff",state="held"} 1',
    ]);
  });

  it('leave out what is not known', () => {
    const text = metricsOf([profile({ lastSuccessAt: null })]);
    expect(text).not.toContain('last_success');
    expect(text).not.toContain('next_run');
  });

  it('keep a name within its quotes', () => {
    const [line] = linesOf(metricsOf([profile({ name: 'a"b\\c\nd' })]), 'failures');
    expect(line).toBe('directory_connector_profile_failures{id="p1",profile="a\\"b\\\\c\\nd"} 2');
  });
});

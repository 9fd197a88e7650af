import { PROFILE_STATES, type ProfileHealth } from '../../../shared/contracts/health';

/** As the text format of Prometheus has it: backslashes, quotes and line ends are escaped. */
const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

type Labels = Record<string, string>;
type Sample = [Labels, number];

const sampleLine = (name: string, [labels, value]: Sample): string => {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}=${quoted(text)}`);
  return `${name}{${pairs.join(',')}} ${value}`;
};

const gauge = (name: string, help: string, samples: Sample[]): string[] =>
  samples.length === 0
    ? []
    : [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} gauge`,
        ...samples.map((sample) => sampleLine(name, sample)),
      ];

const seconds = (time: string): number => Date.parse(time) / 1000;

const PREFIX = 'directory_connector_profile';

/**
 * How profiles do, in the text format 0.0.4 of Prometheus
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). What is not known of a profile has no sample.
 */
export const metricsOf = (profiles: ProfileHealth[]): string => {
  const labelsOf = ({ id, name }: ProfileHealth): Labels => ({ id, profile: name });
  const known = (valueOf: (profile: ProfileHealth) => number | null): Sample[] =>
    profiles.flatMap((profile): Sample[] => {
      const value = valueOf(profile);
      return value === null ? [] : [[labelsOf(profile), value]];
    });
  const states = profiles.flatMap((profile) =>
    PROFILE_STATES.map((state): Sample => [
      { ...labelsOf(profile), state },
      profile.state === state ? 1 : 0,
    ])
  );
  const lines = [
    ...gauge(`${PREFIX}_state`, 'The state that a profile is in has 1.', states),
    ...gauge(
      `${PREFIX}_last_success_timestamp_seconds`,
      'When the last successful run of a profile ended.',
      known(({ lastSuccessAt }) => (lastSuccessAt === null ? null : seconds(lastSuccessAt)))
    ),
    ...gauge(
      `${PREFIX}_next_run_timestamp_seconds`,
      'When the schedule of a profile next starts a run.',
      known(({ nextRunAt }) => (nextRunAt === null ? null : seconds(nextRunAt)))
    ),
    ...gauge(
      `${PREFIX}_failures`,
      'How many scheduled runs of a profile have failed in a row.',
      known(({ failures }) => failures)
    ),
    ...gauge(
      `${PREFIX}_running`,
      'Whether a run of a profile is going on.',
      known(({ lastRun }) => (lastRun?.status === 'running' ? 1 : 0))
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
};

export const PRESETS = ['hourly', 'daily', 'weekdays', 'weekly', 'own'] as const;
export type Preset = (typeof PRESETS)[number];

/** A schedule in the form that most people need; `time` is `HH:MM`. */
interface PresetSchedule {
  preset: Preset;
  time: string;
}

const DEFAULT_TIME = '02:00';

const PATTERNS: [preset: Preset, pattern: RegExp][] = [
  ['hourly', /^(?<minute>\d{1,2}) \* \* \* \*$/],
  ['daily', /^(?<minute>\d{1,2}) (?<hour>\d{1,2}) \* \* \*$/],
  ['weekdays', /^(?<minute>\d{1,2}) (?<hour>\d{1,2}) \* \* (?:1-5|mon-fri)$/i],
  ['weekly', /^(?<minute>\d{1,2}) (?<hour>\d{1,2}) \* \* (?:1|mon)$/i],
];

const twoDigits = (text = '0'): string => text.padStart(2, '0');

/** The preset that a cron text is; `own` for every other one. */
export const readPreset = (cron: string): PresetSchedule => {
  const text = cron.trim().replace(/\s+/g, ' ');
  for (const [preset, pattern] of PATTERNS) {
    const found = pattern.exec(text)?.groups;
    if (found && Number(found.minute) < 60 && Number(found.hour ?? 0) < 24) {
      const hour = found.hour === undefined ? DEFAULT_TIME.slice(0, 2) : twoDigits(found.hour);
      return { preset, time: `${hour}:${twoDigits(found.minute)}` };
    }
  }
  return { preset: 'own', time: DEFAULT_TIME };
};

/** The cron text of a preset; null for `own`, which has none. */
export const writePreset = ({ preset, time }: PresetSchedule): string | null => {
  const [hour = 2, minute = 0] = time.split(':').map(Number);
  switch (preset) {
    case 'hourly':
      return `${minute} * * * *`;
    case 'daily':
      return `${minute} ${hour} * * *`;
    case 'weekdays':
      return `${minute} ${hour} * * 1-5`;
    case 'weekly':
      return `${minute} ${hour} * * 1`;
    case 'own':
      return null;
  }
};

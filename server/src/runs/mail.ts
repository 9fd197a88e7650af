import { isoTime } from '../storage/clock';
import type { RunRow } from '../storage/runs/rows';

const WORTH_A_MAIL = new Set<RunRow['status']>(['failed', 'held', 'interrupted']);

/** What a person has to see to; the same for two runs that ended in the same way. */
const reasonOf = ({ status, error }: RunRow): string => {
  // A held run becomes this when the next one starts.
  if (status === 'rejected' && error?.code === 'superseded') return 'held limit-exceeded';
  return `${status} ${error?.code ?? ''}`;
};

/** Whether to write a mail about a run: one for each reason, and not again every night. */
export const mailAbout = (run: RunRow, previous: RunRow | null): boolean => {
  if (run.kind !== 'run' || !WORTH_A_MAIL.has(run.status)) return false;
  return previous === null || reasonOf(previous) !== reasonOf(run);
};

const HEADLINES: Partial<Record<RunRow['status'], string>> = {
  failed: 'failed',
  held: 'waits for approval',
  interrupted: 'was interrupted',
};

export const textOf = (run: RunRow): { subject: string; text: string } => {
  const headline = HEADLINES[run.status] ?? run.status;
  const lines = [
    `The run of the connector profile "${run.profileName}" that started at ${isoTime(run.startedAtMs)} ${headline}.`,
    '',
    run.error?.message ?? '',
    '',
    'The next mail comes when a run ends in another way. Its report is in Strapi, under Directory Connector.',
  ];
  return {
    subject: `Directory Connector: "${run.profileName}" ${headline}`,
    text: lines.join('\n'),
  };
};

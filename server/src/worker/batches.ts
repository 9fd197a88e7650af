import { problem } from '../../../shared/codes/problems';
import { countRecords } from '../mapping/rows/mapped-records';
import type { MappedRow } from '../mapping/types';
import type { SourceContext } from '../sources/types';
import { ConnectorError } from '../utils/errors';

/**
 * What one message between the processes holds at most, but for a single row that is larger by itself. Of
 * 300 records all that is made of them dies young; of 500 most outlives two collections.
 */
export const BATCH = { rows: 250, records: 300, bytes: 512 * 1024 } as const;

/** What a value takes on its way, roughly: two bytes a character, and something for each part. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 16;
  for (const [name, part] of Object.entries(value)) size += 2 * name.length + sizeOf(part);
  return size;
}

/**
 * Collects mapped rows and hands them over in batches, measured by what the rows were mapped to: a
 * small file and a template can make much of little.
 */
export const createBatches = (
  send: (rows: MappedRow[]) => Promise<void>,
  runRecords: number
): { add(row: MappedRow): Promise<void>; end(): Promise<void> } => {
  let rows: MappedRow[] = [];
  let records = 0;
  let bytes = 0;
  let all = 0;

  const flush = async (): Promise<void> => {
    const batch = rows;
    rows = [];
    records = 0;
    bytes = 0;
    if (batch.length > 0) await send(batch);
  };

  return {
    /** @throws ConnectorError `too-many-records` */
    async add(row) {
      const count = countRecords(row.records) + countRecords(row.kept ?? []);
      const size = sizeOf(row);
      all += count;
      if (all > runRecords) throw tooMany(row.row, runRecords);
      if (records + count > BATCH.records || bytes + size > BATCH.bytes) await flush();
      rows.push(row);
      records += count;
      bytes += size;
      if (rows.length >= BATCH.rows || records >= BATCH.records || bytes >= BATCH.bytes) {
        await flush();
      }
    },
    end: flush,
  };
};

const tooMany = (row: number, limit: number): ConnectorError =>
  new ConnectorError(problem('too-many-records', { row, most: limit }));

const UNACKNOWLEDGED_BATCHES = 2;

/** Lets a few batches travel at a time: who hands over one more waits until one of them is acknowledged. */
export const createBackpressure = (pass: (rows: MappedRow[]) => void) => {
  let underway = 0;
  let resume: (() => void) | null = null;
  return {
    /** Resolves when there is room for another one. One call after the other. */
    async send(rows: MappedRow[]): Promise<void> {
      pass(rows);
      underway += 1;
      if (underway < UNACKNOWLEDGED_BATCHES) return;
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    },
    acknowledge(): void {
      underway -= 1;
      resume?.();
      resume = null;
    },
  };
};

/** A file of unknown length is told of at each of so many bytes. */
const STEP = 1024 * 1024;

/** Tells how far fetching or reading a file is at each percent: at each of its chunks would be far too often. */
export const createReadReport = (
  tell: NonNullable<SourceContext['onRead']>
): NonNullable<SourceContext['onRead']> => {
  let told = '';
  return (stage, bytes) => {
    const { done, total } = bytes;
    const step = total ? Math.floor((done / total) * 100) : Math.floor(done / STEP);
    const now = `${stage} ${step}`;
    if (now === told) return;
    told = now;
    tell(stage, bytes);
  };
};

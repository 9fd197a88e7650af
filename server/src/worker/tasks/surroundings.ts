import type { MappedRow } from '../../mapping/types';
import type { Opened } from '../protocol';
import type { Trace } from '../trace';

/** What a task has around it, besides its input. */
export interface Surroundings {
  /** For temporary files; the host removes it. */
  folder: string;
  trace: Trace;
  opened(opened: Opened): void;
  /** Hands rows over; resolves when more may follow. */
  batch(rows: MappedRow[]): Promise<void>;
}

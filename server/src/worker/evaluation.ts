import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { diskError } from '../utils/errors';

/** What a worker is evaluating. */
export interface Evaluation {
  row: number;
  /** `preFilter`, `variables.job`, `template` … */
  field: string;
}

const FILE = 'evaluation';
/** What stands for the field while a mapping is compiled, which no row is part of. */
const COMPILATION = 'compilation';
const BYTES = 256;
const HEADER = 8;

/** Opened before anything else is done: where it fails, nothing can be written to the folder. */
const open = (folder: string): number => {
  try {
    return openSync(path.join(folder, FILE), 'w');
  } catch (error) {
    throw diskError(error);
  }
};

/**
 * Notes what the worker evaluates in a file of its folder: the one place that the host can read
 * while the worker does not answer, and after it died. One write of some hundred bytes a note.
 * @throws SourceError `disk-error`
 */
export const createEvaluationMarker = (folder: string) => {
  const file = open(folder);
  const buffer = Buffer.alloc(BYTES);
  let isNoted = false;
  const enter = (row: number, field: string): void => {
    const length = buffer.write(field, HEADER, 'utf8');
    buffer.writeUInt32LE(row, 0);
    buffer.writeUInt32LE(length, 4);
    writeSync(file, buffer, 0, HEADER + length, 0);
    isNoted = true;
  };
  /** Nothing is being evaluated: the worker waits, and may do so for longer than a row may take. */
  const leave = (): void => {
    if (!isNoted) return;
    isNoted = false;
    buffer.writeUInt32LE(0, 4);
    writeSync(file, buffer, 0, HEADER, 0);
  };
  return {
    enter,
    leave,
    /** Compiles something that an admin wrote, which may take long as well. */
    compiling<Result>(compile: () => Result): Result {
      enter(0, COMPILATION);
      try {
        return compile();
      } finally {
        leave();
      }
    },
    close(): void {
      closeSync(file);
    },
  };
};

export type EvaluationMarker = ReturnType<typeof createEvaluationMarker>;

const parse = (content: Buffer): Evaluation | null => {
  if (content.length < HEADER) return null;
  const length = content.readUInt32LE(4);
  if (length === 0) return null;
  return { row: content.readUInt32LE(0), field: content.toString('utf8', HEADER, HEADER + length) };
};

/** What the worker of this folder is evaluating; null when nothing. */
export const readEvaluation = (folder: string): Evaluation | null => {
  try {
    return parse(readFileSync(path.join(folder, FILE)));
  } catch {
    return null;
  }
};

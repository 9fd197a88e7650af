import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createTrace, readTrace } from '../../../server/src/worker/trace';

describe('trace', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'trace-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('tells what is being evaluated, the last note only', () => {
    const trace = createTrace(folder);
    trace.enter(7, 'variables.a rather long name');
    trace.enter(8, 'template');
    expect(readTrace(folder)).toEqual({ row: 8, field: 'template' });
    trace.close();
    expect(readTrace(folder)).toEqual({ row: 8, field: 'template' });
  });

  it('tells nothing before the first note and between two rows', () => {
    expect(readTrace(folder)).toBeNull();
    const trace = createTrace(folder);
    expect(readTrace(folder)).toBeNull();
    trace.enter(8, 'template');
    trace.leave();
    expect(readTrace(folder)).toBeNull();
    trace.close();
  });

  it('keeps names with any characters and cuts those that are too long', () => {
    const trace = createTrace(folder);
    trace.enter(4_000_000_000, 'variables.Größe 😀');
    expect(readTrace(folder)).toEqual({ row: 4_000_000_000, field: 'variables.Größe 😀' });
    trace.enter(1, `variables.${'x'.repeat(1000)}`);
    expect(readTrace(folder)?.field).toMatch(/^variables\.x{200,250}$/);
    trace.close();
  });

  it('tells nothing when the file is damaged', () => {
    writeFileSync(path.join(folder, 'trace'), 'abc');
    expect(readTrace(folder)).toBeNull();
  });

  it.each([
    ['is missing', 'missing', 'ENOENT'],
    ['is a file', 'file', 'ENOTDIR'],
    ['stands below a file', 'file/below', 'ENOTDIR'],
  ])('tells a folder that cannot be written: it %s', (_what, name, code) => {
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => createTrace(path.join(folder, name))).toThrow(
      expect.objectContaining({ code: 'disk-error', message: expect.stringContaining(code) })
    );
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEvaluationMarker, readEvaluation } from '../../../server/src/worker/evaluation';

describe('what is being evaluated', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'evaluation-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('tells what is being evaluated, the last note only', () => {
    const marker = createEvaluationMarker(folder);
    marker.enter(7, 'variables.a rather long name');
    marker.enter(8, 'template');
    expect(readEvaluation(folder)).toEqual({ row: 8, field: 'template' });
    marker.close();
    expect(readEvaluation(folder)).toEqual({ row: 8, field: 'template' });
  });

  it('tells nothing before the first note and between two rows', () => {
    expect(readEvaluation(folder)).toBeNull();
    const marker = createEvaluationMarker(folder);
    expect(readEvaluation(folder)).toBeNull();
    marker.enter(8, 'template');
    marker.leave();
    expect(readEvaluation(folder)).toBeNull();
    marker.close();
  });

  it('keeps names with any characters and cuts those that are too long', () => {
    const marker = createEvaluationMarker(folder);
    marker.enter(4_000_000_000, 'variables.Größe 😀');
    expect(readEvaluation(folder)).toEqual({ row: 4_000_000_000, field: 'variables.Größe 😀' });
    marker.enter(1, `variables.${'x'.repeat(1000)}`);
    expect(readEvaluation(folder)?.field).toMatch(/^variables\.x{200,250}$/);
    marker.close();
  });

  it('tells nothing when the file is damaged', () => {
    writeFileSync(path.join(folder, 'evaluation'), 'abc');
    expect(readEvaluation(folder)).toBeNull();
  });

  it.each([
    ['is missing', 'missing', 'ENOENT'],
    ['is a file', 'file', 'ENOTDIR'],
    ['stands below a file', 'file/below', 'ENOTDIR'],
  ])('tells a folder that cannot be written: it %s', (_what, name, code) => {
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => createEvaluationMarker(path.join(folder, name))).toThrow(
      expect.objectContaining({ code: 'disk-error', message: expect.stringContaining(code) })
    );
  });
});

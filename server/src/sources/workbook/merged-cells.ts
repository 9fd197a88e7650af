import type { Problem } from '../../../../shared/codes/kinds';
import { tooLarge } from './archive';

/** A cell that reaches over several rows. */
export interface MergedArea {
  top: number;
  bottom: number;
  column: number;
}

export interface CellValue {
  text: string;
  unread: Problem | null;
}

/** More than this no sheet has. */
const MOST_AREAS = 200_000;

/**
 * Gives each row that a merged cell reaches over its value, as a reader of the sheet sees it: only
 * its first row has that in the file. A cell that reaches over several columns belongs to the first.
 */
export class MergedCells {
  private readonly beginning = new Map<number, MergedArea[]>();
  private readonly lasting = new Map<number, { bottom: number; value: CellValue }>();
  private count = 0;

  constructor(areas: Iterable<MergedArea> = []) {
    for (const area of areas) this.add(area);
  }

  /** @throws SourceError `workbook-too-large` */
  add(area: MergedArea): void {
    this.count += 1;
    if (this.count > MOST_AREAS) throw tooLarge('merged', MOST_AREAS);
    this.beginning.set(area.top, [...(this.beginning.get(area.top) ?? []), area]);
  }

  /** Completes the cells of a row; each row has to be shown to it, in their order. */
  complete(row: number, cells: Map<number, CellValue>): void {
    const isBlank = cells.size === 0;
    for (const [column, { bottom, value }] of this.lasting) {
      if (row > bottom) this.lasting.delete(column);
      else if (!isBlank && !cells.has(column)) cells.set(column, value);
    }
    for (const { bottom, column } of this.beginning.get(row) ?? []) {
      const value = cells.get(column);
      if (value) this.lasting.set(column, { bottom, value });
    }
    this.beginning.delete(row);
  }
}

const PAGE_SIZE = 4096;

/** Which row has which stored record, by the record's id: four bytes a record, however many there are. */
export class RowsById {
  private readonly pages = new Map<number, Uint32Array>();

  /** Notes the row that a record belongs to; the first one stays. */
  mark(id: number, row: number): void {
    const number = Math.floor(id / PAGE_SIZE);
    let page = this.pages.get(number);
    if (!page) {
      page = new Uint32Array(PAGE_SIZE);
      this.pages.set(number, page);
    }
    page[id % PAGE_SIZE] ||= row;
  }

  /** The row that has the record, or null. */
  row(id: number): number | null {
    return this.pages.get(Math.floor(id / PAGE_SIZE))?.[id % PAGE_SIZE] || null;
  }

  has(id: number): boolean {
    return this.row(id) !== null;
  }
}

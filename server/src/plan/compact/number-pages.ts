const PAGE_SIZE = 4096;

/** Numbers by numbers, in four bytes each where these follow one another, however many there are. */
export class NumberPages {
  private readonly pages = new Map<number, Uint32Array>();

  /** The number at a place; 0 where there is none. */
  at(place: number): number {
    return this.pages.get(Math.floor(place / PAGE_SIZE))?.[place % PAGE_SIZE] ?? 0;
  }

  /** @param value from 0, below 2^32 */
  set(place: number, value: number): void {
    const number = Math.floor(place / PAGE_SIZE);
    let page = this.pages.get(number);
    if (!page) {
      page = new Uint32Array(PAGE_SIZE);
      this.pages.set(number, page);
    }
    page[place % PAGE_SIZE] = value;
  }

  get bytes(): number {
    return this.pages.size * PAGE_SIZE * Uint32Array.BYTES_PER_ELEMENT;
  }
}

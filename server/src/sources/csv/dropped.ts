import type { CsvRecord } from './record';

/** Whether a row that ends after so many fields may do so. */
export type EndsEarly = (fields: number) => boolean;

const lastFilled = ({ fields }: CsvRecord): number =>
  fields.findLastIndex((field) => field.trim() !== '') + 1;

/**
 * Whether rows may lack their last cells, as Excel writes those of columns that are empty for a
 * while: where most of the rows that have all cells are empty there too.
 * @param records the first rows of a file
 * @param width how many columns it has
 */
export const droppedCells = (records: CsvRecord[], width: number): EndsEarly => {
  const full = records.filter(({ fields }) => fields.length >= width).map(lastFilled);
  return (fields) => full.filter((filled) => filled <= fields).length * 2 > full.length;
};

/** How a text divides into records and fields, nothing left to detect. */
export interface Layout {
  delimiter: string;
  /** One character, or empty for none. */
  enclosure: string;
  /** What ends a record, longest first. */
  recordEnds: string[];
  /** The line that the text begins on. */
  firstLine: number;
  /** Whether each line as a whole is enclosed, and the fields stand inside. */
  wrapped: boolean;
}

export interface CsvRecord {
  /** The line it starts on. */
  line: number;
  fields: string[];
  /** The index of a field with text behind its closing quote; null where all are sound. */
  malformed: number | null;
  /** Whether a line end follows it; without one it is the file's last. */
  terminated: boolean;
}

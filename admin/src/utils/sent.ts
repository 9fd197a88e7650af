/** How much of a file has left the browser, in bytes. */
export interface Sent {
  done: number;
  total: number;
}

/** The columns of the CSV files that can be downloaded. By them such a file is known when it comes back. */
export const DOWNLOADS = {
  changes: ['row', 'type', 'action', 'key', 'label', 'attribute', 'before', 'after', 'applied'],
  issues: ['row', 'column', 'value', 'code', 'severity', 'message'],
  credentials: ['type', 'key', 'label', 'password', 'sipPassword', 'pin'],
} as const satisfies Record<string, string[]>;

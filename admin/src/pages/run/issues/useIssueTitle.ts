import { type Text, useText } from '../../../hooks/useText';

const titles = (t: Text): Record<string, string> => ({
  'duplicate-username': t('run.cause.duplicate-username', 'Username is taken'),
  'duplicate-extension': t('run.cause.duplicate-extension', 'Extension is taken'),
  'duplicate-external-id': t('run.cause.duplicate-external-id', 'External ID is taken'),
  'duplicate-mac': t('run.cause.duplicate-mac', 'MAC address is taken'),
  conflict: t('run.cause.conflict', 'Record belongs to somebody else'),
  'missing-key': t('run.cause.missing-key', 'Value that identifies the record is missing'),
  'unknown-user': t('run.cause.unknown-user', 'User does not exist'),
  'no-free-extension': t('run.cause.no-free-extension', 'No extension is free'),
  'nothing-mapped': t('run.cause.nothing-mapped', 'No row gave a record'),
  'removal-skipped': t('run.cause.removal-skipped', 'Nothing is removed'),
  'limit-exceeded': t('run.cause.limit-exceeded', 'Safety limit is exceeded'),
  'not-modified': t('run.cause.not-modified', 'File has not changed'),
  'invalid-mac': t('run.cause.invalid-mac', 'Not a MAC address'),
  'invalid-boolean': t('run.cause.invalid-boolean', 'Neither yes nor no'),
  'invalid-enumeration': t('run.cause.invalid-enumeration', 'Value is not one of those allowed'),
  'spreadsheet-number': t('run.cause.spreadsheet-number', 'Spreadsheet dropped digits'),
  'spreadsheet-error': t('run.cause.spreadsheet-error', 'Error of a spreadsheet'),
  'spreadsheet-formula': t('run.cause.spreadsheet-formula', 'Formula of a spreadsheet'),
  'export-without-values': t('run.cause.export-without-values', 'Export without the values'),
  'invalid-number': t('run.cause.invalid-number', 'Not a number'),
  'invalid-extension': t('run.cause.invalid-extension', 'Not an extension'),
  'invalid-email': t('run.cause.invalid-email', 'Not an e-mail address'),
  'invalid-ip': t('run.cause.invalid-ip', 'Not an IP address'),
  'shared-secret': t('run.cause.shared-secret', 'Same password for several people'),
  'shared-secret-row': t('run.cause.shared-secret-row', 'Row with a shared password'),
  'invalid-character': t('run.cause.invalid-character', 'Character that cannot be kept'),
  'invalid-value': t('run.cause.invalid-value', 'Value cannot be used'),
  'value-too-long': t('run.cause.value-too-long', 'Value is too long'),
  'several-values': t('run.cause.several-values', 'Several values where one is expected'),
  'too-few-fields': t('run.cause.too-few-fields', 'Row has too few fields'),
  'too-many-fields': t('run.cause.too-many-fields', 'Row has too many fields'),
  'malformed-quote': t('run.cause.malformed-quote', 'Quotation mark in the wrong place'),
  'encoding-mismatch': t('run.cause.encoding-mismatch', 'Characters do not fit the encoding'),
  'expression-error': t('run.cause.expression-error', 'Expression failed'),
  'expression-result': t('run.cause.expression-result', 'Expression gave an unusable result'),
  'filter-not-boolean': t('run.cause.filter-not-boolean', 'Pre-filter is neither true nor false'),
  'template-error': t('run.cause.template-error', 'Template failed'),
  'invalid-document': t('run.cause.invalid-document', 'Template did not give valid JSON'),
  'invalid-json': t('run.cause.invalid-json', 'Template did not give valid JSON'),
  'failed-structure': t('run.cause.failed-structure', 'Template lost its structure'),
  'rendered-too-long': t('run.cause.rendered-too-long', 'Template gave too much text'),
  'unknown-field': t('run.cause.unknown-field', 'Template fills an unknown field'),
  'unknown-list': t('run.cause.unknown-list', 'Template fills an unknown list'),
  'duplicate-field': t('run.cause.duplicate-field', 'Template fills a field twice'),
  'unknown-column': t('run.cause.unknown-column', 'Column does not exist'),
  'column-case': t('run.cause.column-case', 'Column is written differently'),
  'unknown-variable': t('run.cause.unknown-variable', 'Variable does not exist'),
  'variable-case': t('run.cause.variable-case', 'Variable is written differently'),
  'mapping-error': t('run.cause.mapping-error', 'Row could not be mapped'),
  'row-time-limit': t('run.cause.row-time-limit', 'Row took too long'),
  'changed-meanwhile': t('run.cause.changed-meanwhile', 'Record was changed meanwhile'),
  'user-not-written': t('run.cause.user-not-written', 'User was not written'),
  'write-conflict': t('run.cause.write-conflict', 'Database found a conflict'),
  'write-refused': t('run.cause.write-refused', 'Database refused the record'),
});

const readable = (code: string): string => {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A cause of issues in a few words. The server's message remains the truth. */
export const useIssueTitle = (): ((code: string) => string) => {
  const known = titles(useText());
  return (code) => (Object.hasOwn(known, code) ? known[code] : undefined) ?? readable(code);
};

import type { RecordType } from '../../../shared/records';
import { PLUGIN_ID } from '../pluginId';

const TYPES: ReadonlyMap<string, RecordType> = new Map([
  [`plugin::${PLUGIN_ID}.user`, 'user'],
  [`plugin::${PLUGIN_ID}.phonebook-entry`, 'phonebookEntry'],
  [`plugin::${PLUGIN_ID}.phone`, 'phone'],
]);

/** The record type of one of Strapi's content types; null for one that runs do not write. */
export const typeOfModel = (model: string): RecordType | null => TYPES.get(model) ?? null;

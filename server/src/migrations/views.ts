import { isDeepStrictEqual } from 'node:util';

import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import contentTypes from '../content-types';
import type { View } from '../content-types/views';
import { from, type Transaction } from '../storage/database';

const STORE = 'strapi_core_store_settings';

/** What Strapi made of the types while they said nothing about it. */
const GENERATED: Readonly<Record<RecordType, { mainField: string; list: string[] }>> = {
  user: { mainField: 'username', list: ['id', 'username', 'displayName', 'firstName'] },
  phonebookEntry: {
    mainField: 'displayName',
    list: ['id', 'displayName', 'firstName', 'lastName'],
  },
  phone: { mainField: 'name', list: ['id', 'name', 'kind', 'mac'] },
};

/** The attributes that refer to a record, and what stood for it. */
const REFERRED: Readonly<Record<string, string>> = {
  user: GENERATED.user.mainField,
  phonebookEntries: GENERATED.phonebookEntry.mainField,
  phones: GENERATED.phone.mainField,
};

const VIEWS: Readonly<Record<RecordType, View>> = {
  user: contentTypes.user.schema.config,
  phonebookEntry: contentTypes['phonebook-entry'].schema.config,
  phone: contentTypes.phone.schema.config,
};

type Metadata = View['metadatas'][string];

const unless = <Value>(stored: Value, generated: unknown, ours: Value): Value =>
  isDeepStrictEqual(stored, generated) ? ours : stored;

const metadataOf = (name: string, { edit, list }: Metadata, ours: Metadata): Metadata => ({
  edit: {
    ...edit,
    label: unless(edit.label, name, ours.edit.label),
    ...(ours.edit.mainField !== undefined && {
      mainField: unless(edit.mainField, REFERRED[name], ours.edit.mainField),
    }),
  },
  list: { ...list, label: unless(list.label, name, ours.list.label) },
});

/** A stored view with the plugin's in the place of what Strapi had generated; what a person has chosen stays. */
const renewed = (type: RecordType, stored: View): View => {
  const ours = VIEWS[type];
  const { mainField, list } = GENERATED[type];
  const { settings, metadatas, layouts } = stored;
  return {
    ...stored,
    settings: {
      ...settings,
      mainField: unless(settings.mainField, mainField, ours.settings.mainField),
      defaultSortBy: unless(settings.defaultSortBy, mainField, ours.settings.defaultSortBy),
    },
    metadatas: Object.fromEntries(
      Object.entries(metadatas).map(([name, metadata]) => {
        const our = ours.metadatas[name];
        return [name, our ? metadataOf(name, metadata, our) : metadata];
      })
    ),
    layouts: { ...layouts, list: unless(layouts.list, list, ours.layouts.list) },
  };
};

/** Null for what Strapi itself will pass over or make anew. */
const readView = (value: string): View | null => {
  try {
    const view = JSON.parse(value) as Partial<View> | null;
    return view?.settings && view.metadatas && view.layouts ? (view as View) : null;
  } catch {
    return null;
  }
};

/**
 * Gives apps of version 0.1.0 the views that new ones have: Strapi takes a schema's only where none is
 * stored yet. It is done once, so that whoever prefers what Strapi had generated can go back to it.
 */
export const viewsMigration = (strapi: Core.Strapi) => ({
  name: 'directory-connector::views-in-words',

  async up(transaction: Transaction): Promise<void> {
    if (!(await strapi.db.getSchemaConnection(transaction).hasTable(STORE))) return;
    for (const type of RECORD_TYPES) {
      const ofType = () =>
        from(strapi, STORE, transaction).where({
          key: `plugin_content_manager_configuration_content_types::${UIDS[type]}`,
        });
      const stored: { value: string }[] = await ofType().select('value');
      for (const { value } of stored) {
        const view = readView(value);
        if (view) await ofType().update({ value: JSON.stringify(renewed(type, view)) });
      }
    }
  },

  async down(): Promise<void> {
    // Version 0.1.0 shows these views as well.
  },
});

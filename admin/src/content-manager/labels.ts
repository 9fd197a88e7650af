import type { StrapiApp } from '@strapi/strapi/admin';

import { CodeTexts } from '../../../shared/codes/format';
import { ATTRIBUTES, RECORD_TYPES, type RecordType } from '../../../shared/records';
import { PLUGIN_ID } from '../pluginId';
import { CODES } from '../translations';
import { INPUTS } from './ListInput';

/** A column, filter or field of the content manager. */
interface Shown {
  name: string;
  /** As it is stored: what Strapi or the plugin made of the name, or what a person has called it. */
  label: unknown;
}

interface EditField extends Shown {
  type: string;
}

interface Layout {
  /** With those of the plugins for this content type. */
  options: object;
}

const typeOf = ({ options }: Layout): RecordType | undefined => {
  const own: unknown = Object.entries(options).find(([name]) => name === PLUGIN_ID)?.[1];
  if (typeof own !== 'object' || own === null || !('type' in own)) return undefined;
  return RECORD_TYPES.find((type) => type === own.type);
};

/**
 * Names a field in the language of whoever looks, unless a person has given it a name of their own.
 * Whoever arranges the view in Strapi stores all labels in the language that they see.
 */
export const inWords = <Field extends Shown>(
  field: Field,
  current: CodeTexts,
  all: readonly CodeTexts[]
): Field => {
  const { name, label } = field;
  const isOwn = label !== name && all.every((texts) => texts.label(name) !== label);
  return isOwn ? field : { ...field, label: current.label(name) ?? label };
};

/** The input for lists in the place of Strapi's for JSON. */
const withInput = (field: EditField, type: RecordType): EditField => {
  const kind = ATTRIBUTES[type][field.name]?.kind;
  return kind === 'list' || kind === 'labels' ? { ...field, type: INPUTS[kind].type } : field;
};

type Words = <Field extends Shown>(field: Field) => Field;

const wordsOf = ({ configurations }: StrapiApp): Words => {
  const translations: Record<string, Record<string, string>> = configurations.translations;
  const textsIn = (language: string) =>
    new CodeTexts(language, (id) => {
      const key = `${CODES}.${id}`;
      return translations[language]?.[key] ?? translations['en']?.[key];
    });
  const all = Object.keys(translations).map(textsIn);
  const current = textsIn(document.documentElement.lang);
  return (field) => inWords(field, current, all);
};

/** Strapi has it from 5.46.1 on; before, filters have the labels that are stored. */
const FILTERS_HOOK = 'Admin/CM/pages/ListView/inject-in-filters';

/** Shows people, phonebook and phones in the content manager in words, and lists as lists. */
export const addLabels = (app: StrapiApp): void => {
  app.addFields(Object.values(INPUTS));
  app.registerHook(
    'Admin/CM/pages/ListView/inject-column-in-table',
    ({ displayedHeaders, layout }: { displayedHeaders: Shown[]; layout: Layout }) => ({
      displayedHeaders: typeOf(layout) ? displayedHeaders.map(wordsOf(app)) : displayedHeaders,
      layout,
    })
  );
  if (FILTERS_HOOK in app.hooksDict) {
    app.registerHook(
      FILTERS_HOOK,
      ({ displayedFilters, layout }: { displayedFilters: Shown[]; layout: Layout }) => ({
        displayedFilters: typeOf(layout) ? displayedFilters.map(wordsOf(app)) : displayedFilters,
        layout,
      })
    );
  }
  app.registerHook(
    'Admin/CM/pages/EditView/mutate-edit-view-layout',
    ({ layout, ...rest }: { layout: Layout & { layout: EditField[][][] } }) => {
      const type = typeOf(layout);
      if (!type) return { ...rest, layout };
      const words = wordsOf(app);
      const panels = layout.layout.map((panel) =>
        panel.map((row) => row.map((field) => withInput(words(field), type)))
      );
      return { ...rest, layout: { ...layout, layout: panels } };
    }
  );
};

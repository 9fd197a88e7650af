import { codeTexts } from '../../../shared/codes/texts';
import type { RecordType } from '../../../shared/records';

/** What the content manager shows of a type where nobody has arranged it otherwise. */
interface Shown {
  /** Stands for a record: as its title, and where another one refers to it. */
  mainField: string;
  columns: string[];
}

const SHOWN: Readonly<Record<RecordType, Shown>> = {
  user: {
    mainField: 'displayName',
    columns: ['displayName', 'extension', 'username', 'email', 'groupName'],
  },
  phonebookEntry: {
    mainField: 'displayName',
    columns: ['displayName', 'organisation', 'phone', 'mobile', 'user'],
  },
  phone: { mainField: 'mac', columns: ['mac', 'name', 'kind', 'user'] },
};

const TARGETS: Readonly<Record<string, RecordType>> = {
  user: 'user',
  phonebookEntries: 'phonebookEntry',
  phones: 'phone',
};

const english = codeTexts('en');

/** An attribute in words; the panel puts them into the language of whoever looks. */
const metadataOf = (name: string) => {
  const label = english.label(name) ?? name;
  const target = TARGETS[name];
  return {
    edit: { label, ...(target && { mainField: SHOWN[target].mainField }) },
    list: { label },
  };
};

/** A view as Strapi's content manager takes it from a schema, for an app that has none stored yet. */
export const viewOf = (type: RecordType, attributes: readonly string[]) => {
  const { mainField, columns } = SHOWN[type];
  return {
    settings: {
      bulkable: true,
      filterable: true,
      searchable: true,
      pageSize: 10,
      mainField,
      defaultSortBy: mainField,
      defaultSortOrder: 'ASC',
    },
    metadatas: Object.fromEntries(attributes.map((name) => [name, metadataOf(name)])),
    layouts: { list: [...columns] },
  };
};

export type View = ReturnType<typeof viewOf>;

/** What Strapi and the panel call a type. */
export const displayNameOf = (type: RecordType): string => english.word('directory', type);

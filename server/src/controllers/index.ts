import database from './database';
import mapping from './mapping';
import profiles from './profiles';
import { phone, phonebookEntry, user } from './records';
import origins from './origins';
import reports from './reports';
import runs from './runs';
import sources from './sources';
import uploads from './uploads';

export default {
  user,
  'phonebook-entry': phonebookEntry,
  phone,
  database,
  mapping,
  origins,
  profiles,
  reports,
  runs,
  sources,
  uploads,
};

import corrections from './corrections';
import forgettings from './forgettings';
import health from './health';
import importController from './import';
import { lookup, search } from './lookup';
import mapping from './mapping';
import profiles from './profiles';
import { phone, phonebookEntry, user } from './records';
import remotePhonebooks from './remote-phonebooks';
import reports from './reports';
import runs from './runs';
import secretReads from './secret-reads';
import settings from './settings';
import sources from './sources';
import uploads from './uploads';

export default {
  user,
  'phonebook-entry': phonebookEntry,
  phone,
  corrections,
  forgettings,
  health,
  import: importController,
  lookup,
  mapping,
  profiles,
  'remote-phonebooks': remotePhonebooks,
  reports,
  runs,
  'secret-reads': secretReads,
  search,
  settings,
  sources,
  uploads,
};

import connectorProfile from './connector-profile';
import connectorRun from './connector-run';
import phone from './phone';
import phonebookEntry from './phonebook-entry';
import remotePhonebook from './remote-phonebook';
import user from './user';

export default {
  user,
  'phonebook-entry': phonebookEntry,
  phone,
  'connector-profile': connectorProfile,
  'connector-run': connectorRun,
  'remote-phonebook': remotePhonebook,
};

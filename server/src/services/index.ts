import authentication from '../authentication';
import engine from '../worker/pool';
import profiles from '../profiles';
import { phone, phonebookEntry, user } from './records';
import runs from '../runs';
import schedule from '../schedule';
import secrets from '../secrets/secrets';
import uploads from '../uploads';

export default {
  user,
  'phonebook-entry': phonebookEntry,
  phone,
  authentication,
  engine,
  profiles,
  runs,
  schedule,
  secrets,
  uploads,
};

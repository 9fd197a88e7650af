import {
  FORGETTING_PLACES,
  type ForgettingCounts,
  type ForgettingPlace,
} from '../../../shared/contracts/forgetting';
import { textTable } from '../hooks/useText';

/** Where something is stored of a person, and what becomes of it. */
export const PLACES = textTable<Record<ForgettingPlace, { name: string; fate: string }>>(
  'forgetting.place',
  {
    records: { name: 'Records', fate: 'Removed, with their passwords and numbers' },
    plans: {
      name: 'Runs that wait for approval',
      fate: 'Rejected: start these runs again',
    },
    changes: {
      name: 'Changes in the history of runs',
      fate: 'Emptied. That there was a change still counts',
    },
    mentions: {
      name: 'Changes of others that name the person',
      fate: 'Name or address is replaced by •••',
    },
    issues: { name: 'Issues of runs', fate: 'The person’s values are replaced' },
    runs: {
      name: 'Reasons why a run failed or waited',
      fate: 'The person’s names and values are replaced',
    },
    credentials: { name: 'Generated credentials that nobody has fetched', fate: 'Removed' },
    secretReads: {
      name: 'Notes of who has read the person’s credentials',
      fate: 'That somebody has stays; whose they were does not',
    },
    rows: { name: 'Rows of uploaded or sent files', fate: 'Emptied. All other rows stay' },
    files: {
      name: 'Files of which no single row can be emptied',
      fate: 'Removed as a whole: upload a new one before the next run',
    },
    corrections: { name: 'Corrections of rows', fate: 'Removed' },
    images: { name: 'Copies for undoing runs', fate: 'Removed: an undo brings nobody back' },
    phonebooks: { name: 'Phonebooks made for the person’s phone', fate: 'Removed' },
    versions: { name: 'Versions in Strapi’s content history', fate: 'Removed' },
  }
);

/** The places that have anything, in the order in which they are shown. */
export const placesOf = (counts: ForgettingCounts): { place: ForgettingPlace; count: number }[] =>
  FORGETTING_PLACES.map((place) => ({ place, count: counts[place] })).filter(
    ({ count }) => count > 0
  );

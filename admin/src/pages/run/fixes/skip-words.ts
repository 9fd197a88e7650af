import type { Skip } from '../../../../../shared/contracts/uploads';
import type { Text } from '../../../hooks/useText';

/** What was decided about a row that is left out. */
export const skipWord = (t: Text, skip: Skip): string =>
  skip === 'keep' ? t('run.fix.kept', 'Left as stored') : t('run.fix.no-person', 'Not a person');

import { giveErrorsTexts } from '../../server/src/utils/errors';
import type * as Texts from '../../shared/codes/texts';

// Only tests that read a text load all of them.
giveErrorsTexts((problem) => {
  const { englishOf } = jest.requireActual<typeof Texts>('../../shared/codes/texts');
  return englishOf(problem);
});

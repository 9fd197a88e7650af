import { Box, Typography } from '@strapi/design-system';

import type { ProfileProblemView } from '../../../../shared/contracts/profiles';
import { Notice } from '../../components/feedback/Notice';
import { useProblemText } from '../../hooks/useCodeTexts';
import { isOfPlugin } from '../../profile-form/problems';
import { useSettingWords } from '../../profile-form/settings';
import { useText } from '../../hooks/useText';

/** Says which settings of the stored profile do not fit any more, and what is shown in their place. */
export const BrokenNotice = ({ problems }: { problems: ProfileProblemView[] }) => {
  const t = useText();
  const settingWord = useSettingWords();
  const problemText = useProblemText();
  const ofPlugin = problems.filter(isOfPlugin).map(problemText);
  const ours = problems.filter((problem) => !isOfPlugin(problem));
  const settings = [...new Set(ours.map(({ path }) => settingWord(path)))];
  return (
    <Box paddingBottom={6}>
      <Notice
        variant="danger"
        isLarge
        title={t('editor.broken.title', 'This profile is broken and cannot run')}
      >
        {settings.length > 0 &&
          t(
            'editor.broken.text',
            'What is stored of these settings does not fit any more, and their defaults are shown instead. Correct them and save.'
          )}
        <Box tag="ul" paddingLeft={4} paddingTop={1} style={{ listStyle: 'disc' }}>
          {[...settings, ...new Set(ofPlugin)].map((text) => (
            <Typography key={text} tag="li" textColor="neutral800">
              {text}
            </Typography>
          ))}
        </Box>
      </Notice>
    </Box>
  );
};

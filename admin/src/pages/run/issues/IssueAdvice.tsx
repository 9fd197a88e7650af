import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { Notice } from '../../../components/feedback/Notice';
import { paths } from '../../../constants';
import { usePermissions } from '../../../hooks/usePermissions';
import { useText } from '../../../hooks/useText';

interface IssueAdviceProps {
  code: string;
  profileId: string;
}

/** Where in the profile a cause of issues is decided about, by the words of its page. */
export const IssueAdvice = ({ code, profileId }: IssueAdviceProps) => {
  const t = useText();
  const { canRead } = usePermissions();
  if (code !== 'conflict') return null;
  return (
    <Notice
      action={
        canRead && (
          <Link tag={NavLink} to={paths.profile(profileId)}>
            {t('run.open-profile', 'Open profile')}
          </Link>
        )
      }
    >
      {t(
        'run.advice.conflict',
        'The profile says under “{tab}” what happens to such records: with “{existing}” or with “{others}”.',
        {
          tab: t('editor.tab.basic', 'Basic data'),
          existing: t('editor.existing', 'Records that are there already and that nobody manages'),
          others: t('editor.others', 'Records that another profile manages'),
        }
      )}
    </Notice>
  );
};

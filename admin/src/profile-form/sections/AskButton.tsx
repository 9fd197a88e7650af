import { Button, Flex, Typography } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';

/** Reads the beginning of a source, where that is not done by itself. */
export const AskButton = ({ children }: { children: string }) => {
  const t = useText();
  const { ask, isFetching, isStale } = useProfileForm().preview;
  if (ask === null) return null;
  return (
    <Flex gap={4} wrap="wrap">
      {/* Not disabled meanwhile: it would lose the focus. */}
      <Button variant="secondary" aria-busy={isFetching} onClick={() => !isFetching && ask()}>
        {children}
      </Button>
      {isStale && (
        <Typography variant="pi" textColor="neutral600">
          {t('form.rows.stale', 'Something was changed since these were read.')}
        </Typography>
      )}
    </Flex>
  );
};

import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import { DATABASE_NOTICE } from '../../../components/feedback/DatabaseNotice';
import { useDatabaseProblem } from '../../../hooks/useDatabaseProblem';
import { useText } from '../../../hooks/useText';
import { correctedRows } from './corrections';
import type { Corrections } from './useCorrections';

interface CorrectionBarProps {
  corrections: Corrections;
  isChecking: boolean;
  onCheck: () => void;
}

/** Stays in sight while corrections have not been checked by a test run. */
export const CorrectionBar = ({ corrections, isChecking, onCheck }: CorrectionBarProps) => {
  const t = useText();
  const isRefused = useDatabaseProblem() !== null;
  const count = correctedRows(corrections.fixes).length;
  if (!corrections.isPending) return null;
  return (
    <Box position="sticky" bottom={4} zIndex={2} paddingBottom={4}>
      <Flex
        background="neutral0"
        borderColor="primary200"
        hasRadius
        shadow="popupShadow"
        padding={4}
        gap={4}
        wrap="wrap"
        justifyContent="space-between"
      >
        <Typography role="status" fontWeight="semiBold" textColor="neutral800">
          {count > 0
            ? t(
                'run.fix.pending',
                '{count, plural, one {# row is corrected} other {# rows are corrected}} and not checked yet',
                { count }
              )
            : t('run.fix.undone', 'Corrections were taken back since this test run')}
        </Typography>
        <Button
          startIcon={<ArrowClockwise />}
          loading={isChecking}
          disabled={isRefused}
          aria-describedby={isRefused ? DATABASE_NOTICE : undefined}
          onClick={onCheck}
        >
          {t('run.fix.check', 'Check again')}
        </Button>
      </Flex>
    </Box>
  );
};

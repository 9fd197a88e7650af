import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowLeft, ArrowRight, Check, Play } from '@strapi/icons';
import { styled } from 'styled-components';

import { DATABASE_NOTICE, useDatabaseProblem } from '../../components/feedback/DatabaseNotice';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { neighbourOf } from './steps';
import type { Saving } from './useSave';
import type { Wizard } from './useWizard';

const Bar = styled(Flex)`
  position: sticky;
  bottom: 0;
  z-index: 1;
  /* Covers the shadow of what passes below as well. */
  margin-inline: -${({ theme }) => theme.spaces[1]};
  padding-inline: ${({ theme }) => theme.spaces[1]};
  border-top: 1px solid ${({ theme }) => theme.colors.neutral200};
`;

interface SaveButtonsProps {
  /** Whether a program sends the rows: there are none to test with before. */
  isSent: boolean;
  saving: Saving | null;
  onSave: (kind: Saving) => void;
}

const SaveButtons = ({ isSent, saving, onSave }: SaveButtonsProps) => {
  const t = useText();
  const { canTest: mayTest } = usePermissions();
  const canTest = mayTest && !isSent;
  const isRefused = useDatabaseProblem() !== null;
  return (
    <>
      <Button
        variant={canTest ? 'tertiary' : 'default'}
        startIcon={<Check />}
        disabled={saving === 'test'}
        loading={saving === 'save'}
        onClick={() => onSave('save')}
      >
        {canTest ? t('wizard.save', 'Save only') : t('wizard.save-alone', 'Save')}
      </Button>
      {canTest && (
        <Button
          startIcon={<Play />}
          disabled={saving === 'save' || isRefused}
          aria-describedby={isRefused ? DATABASE_NOTICE : undefined}
          loading={saving === 'test'}
          onClick={() => onSave('test')}
        >
          {t('wizard.save-and-test', 'Save and test run')}
        </Button>
      )}
    </>
  );
};

interface WizardFooterProps extends SaveButtonsProps {
  wizard: Wizard;
}

/** Back and on, always in the same place at the bottom of the window. */
export const WizardFooter = ({ wizard, ...saveButtons }: WizardFooterProps) => {
  const t = useText();
  const { steps, step, isLoading, isReading, isChecking, goTo, next } = wizard;
  const previous = neighbourOf(steps, step, -1);
  return (
    <Bar
      justifyContent="space-between"
      wrap="wrap"
      gap={3}
      marginTop={6}
      paddingTop={4}
      paddingBottom={4}
      background="neutral100"
    >
      <Flex gap={4} wrap="wrap">
        {previous && (
          <Button
            variant="tertiary"
            startIcon={<ArrowLeft />}
            disabled={saveButtons.saving !== null}
            onClick={() => goTo(previous)}
          >
            {t('wizard.back', 'Back')}
          </Button>
        )}
        <Typography
          variant="pi"
          textColor="neutral600"
          display={{ initial: 'none', medium: 'inline' }}
        >
          {t('wizard.kept', 'Your entries are kept in this browser until you finish.')}
        </Typography>
      </Flex>
      <Flex gap={2} wrap="wrap" marginLeft="auto">
        {step === 'finish' ? (
          <SaveButtons {...saveButtons} />
        ) : (
          <Button
            endIcon={<ArrowRight />}
            loading={isLoading || isReading}
            aria-busy={isChecking}
            onClick={() => void next()}
          >
            {t('wizard.next', 'Next')}
          </Button>
        )}
      </Flex>
    </Bar>
  );
};

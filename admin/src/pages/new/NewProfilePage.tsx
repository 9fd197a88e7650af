import * as React from 'react';

import { Box } from '@strapi/design-system';
import { Layouts, Page, useAuth } from '@strapi/strapi/admin';
import { useLocation } from 'react-router-dom';
import { styled } from 'styled-components';

import { Stack } from '../../components/areas';
import { BackToProfiles } from '../../components/links';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { lostIn } from '../../profile-form/field-errors';
import { ProfileFormProvider } from '../../profile-form/ProfileFormProvider';
import { useDeleteUploadMutation } from '../../services/sources';
import { DraftNotice } from './DraftNotice';
import { StepContent } from './StepContent';
import { StepPanel } from './StepPanel';
import { Stepper } from './Stepper';
import { isHandedOver } from './useDraft';
import { useSave } from './useSave';
import { useWizard } from './useWizard';
import { WizardFooter } from './WizardFooter';

/** As high as the window, without Strapi's bar on narrow ones: the buttons stay at its bottom in every step. */
const Column = styled.div`
  display: flex;
  flex-direction: column;
  min-height: calc(100vh - 6.4rem);

  > :last-child {
    display: flex;
    flex: 1;
    flex-direction: column;
    justify-content: space-between;
  }

  ${({ theme }) => theme.breakpoints.large} {
    min-height: 100vh;
  }
`;

interface WizardProps {
  user: string;
  canUpload: boolean;
  /** How often the person has started afresh. */
  round: number;
  isHandedOver: boolean;
  onStartAfresh: () => void;
}

/** The wizard's page: header, steps, the step that is shown, and the buttons below it. */
const Wizard = ({ user, canUpload, round, isHandedOver, onStartAfresh }: WizardProps) => {
  const t = useText();
  const { wizard, form, stored } = useWizard({ user, canUpload, round, isHandedOver });
  const [removeUpload] = useDeleteUploadMutation();
  const { draft, step } = wizard;
  const { save, saving } = useSave({ wizard, onSaved: stored.clear });

  const startAfresh = () => {
    if (draft.upload) void removeUpload(draft.upload.id);
    stored.clear();
    onStartAfresh();
  };

  const title = t('wizard.title', 'New connector profile');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Column>
        <Layouts.Header
          title={title}
          subtitle={t(
            'wizard.subtitle',
            'From a file or a directory to a first test run, step by step'
          )}
          navigationAction={<BackToProfiles />}
        />
        <Layouts.Content>
          <Stack gap={6}>
            {stored.restoredFrom !== null && (
              <DraftNotice
                savedAt={stored.restoredFrom}
                lost={lostIn(draft.profile)}
                onContinue={() => {
                  stored.dismissRestored();
                  wizard.goTo(step);
                }}
                onStartAfresh={startAfresh}
              />
            )}
            <Stepper wizard={wizard} />
            <Box>
              <ProfileFormProvider value={form}>
                <StepPanel key={step} wizard={wizard}>
                  <StepContent wizard={wizard} />
                </StepPanel>
              </ProfileFormProvider>
            </Box>
          </Stack>
          <WizardFooter
            wizard={wizard}
            isSent={form.draft.source.type === 'push'}
            saving={saving}
            onSave={(kind) => void save(kind)}
          />
        </Layouts.Content>
      </Column>
    </Page.Main>
  );
};

/** Makes a connector profile step by step. */
const NewProfilePage = () => {
  const user = useAuth('NewProfilePage', ({ user: person }) => person?.id);
  const { isLoading, canTest } = usePermissions();
  const { state } = useLocation();
  const [round, setRound] = React.useState(0);
  if (isLoading || user === undefined) return <Page.Loading />;
  return (
    <Wizard
      // What is open, was put aside or went wrong is forgotten with the draft.
      key={round}
      user={String(user)}
      canUpload={canTest}
      round={round}
      isHandedOver={isHandedOver(state) && round === 0}
      onStartAfresh={() => setRound((count) => count + 1)}
    />
  );
};

export default NewProfilePage;

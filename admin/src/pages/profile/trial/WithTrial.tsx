import * as React from 'react';

import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

import { usePermissions } from '../../../hooks/usePermissions';
import { TrialPanel } from './TrialPanel';
import type { Step } from './steps';

const Columns = styled(Box)`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  align-items: start;
  gap: ${({ theme }) => theme.spaces[6]};

  @media (min-width: 1200px) {
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
  }
`;

interface WithTrialProps {
  /** The steps of the trial that are open at first. */
  steps: Step[];
  children: React.ReactNode;
}

/** What is being edited, and beside it what becomes of a row. */
export const WithTrial = ({ steps, children }: WithTrialProps) => {
  const { canEdit } = usePermissions();
  if (!canEdit) return <>{children}</>;
  return (
    <Columns>
      {children}
      <TrialPanel openSteps={steps} />
    </Columns>
  );
};

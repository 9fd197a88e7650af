import * as React from 'react';

import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { FrameProvider } from '../../profile-form/Section';
import { useStepWords } from './useStepWords';
import type { Wizard } from './useWizard';

/** Keeps what has the focus from hiding behind the bar with the buttons. */
const Panel = styled(Flex)`
  *:focus-visible {
    scroll-margin-block: 12rem;
  }
`;

const Heading = styled(Typography)`
  outline: none;
`;

const WRONG = '[aria-invalid="true"], [data-problem]';

interface StepPanelProps {
  wizard: Wizard;
  children: React.ReactNode;
}

/** One step under its heading, which gets the focus when the step is gone to; what is wrong gets it first. */
export const StepPanel = ({ wizard, children }: StepPanelProps) => {
  const { title, description } = useStepWords(wizard)[wizard.step];
  const panel = React.useRef<HTMLDivElement>(null);
  const heading = React.useRef<HTMLHeadingElement>(null);

  React.useEffect(() => {
    // Whoever has just opened the page is at its beginning.
    if (wizard.moves === 0) return;
    const wrong = panel.current?.querySelector<HTMLElement>(WRONG);
    (wrong ?? heading.current)?.focus();
  }, [wizard.moves]);

  return (
    <Panel
      ref={panel}
      direction="column"
      alignItems="stretch"
      gap={7}
      padding={{ initial: 4, medium: 6, large: 8 }}
      background="neutral0"
      shadow="filterShadow"
      hasRadius
    >
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Heading tag="h2" variant="beta" ref={heading} tabIndex={-1}>
          {title}
        </Heading>
        <Typography tag="p" variant="epsilon" textColor="neutral600">
          {description}
        </Typography>
      </Flex>
      <FrameProvider value="step">{children}</FrameProvider>
    </Panel>
  );
};

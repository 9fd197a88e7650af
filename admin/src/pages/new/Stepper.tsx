import { Box, Typography, VisuallyHidden } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { styled } from 'styled-components';

import { useText } from '../../hooks/useText';
import { isReachable } from './steps';
import { useStepWords } from './useStepWords';
import type { Wizard } from './useWizard';

const List = styled.ol`
  display: flex;
  gap: ${({ theme }) => theme.spaces[2]};
`;

const Item = styled.li`
  flex: 1 1 0;
  min-width: 0;
`;

const Step = styled.button`
  display: flex;
  align-items: center;
  flex-direction: column;
  gap: ${({ theme }) => theme.spaces[2]};
  width: 100%;
  height: 100%;
  padding: ${({ theme }) => theme.spaces[3]};
  border: 0;
  border-bottom: 3px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => `${theme.borderRadius} ${theme.borderRadius} 0 0`};
  background: transparent;
  text-align: center;

  &:disabled {
    cursor: default;
  }

  &:not(:disabled):hover {
    background: ${({ theme }) => theme.colors.neutral0};
  }

  &[aria-current='step'] {
    border-color: ${({ theme }) => theme.colors.primary600};
  }

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }

  ${({ theme }) => theme.breakpoints.large} {
    flex-direction: row;
    text-align: start;
  }
`;

const Circle = styled(Box)`
  display: flex;
  align-items: center;
  justify-content: center;
  flex: 0 0 3.2rem;
  width: 3.2rem;
  height: 3.2rem;
  border-radius: 50%;
`;

/** On a phone there is room for the numbers only. */
const Name = styled(Typography)`
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);

  ${({ theme }) => theme.breakpoints.small} {
    position: static;
    width: auto;
    height: auto;
    overflow: visible;
    clip-path: none;
    hyphens: auto;
    overflow-wrap: anywhere;
  }
`;

/** The steps, how far they are, and the way to those that can be gone to. */
export const Stepper = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const words = useStepWords(wizard);
  const { steps, step: current, furthest, goTo } = wizard;
  return (
    <nav aria-label={t('wizard.steps', 'Steps')}>
      <List>
        {steps.map((step, index) => {
          const isCurrent = step === current;
          const isDone = index < steps.indexOf(current);
          const isOpen = isReachable(steps, step, furthest);
          const { name } = words[step];
          return (
            <Item key={step}>
              <Step
                type="button"
                aria-current={isCurrent ? 'step' : undefined}
                disabled={!isOpen && !isCurrent}
                onClick={() => goTo(step)}
              >
                <Circle
                  background={isCurrent ? 'primary600' : isDone ? 'primary200' : 'neutral150'}
                >
                  {isDone ? (
                    <Check aria-hidden width="1.6rem" height="1.6rem" fill="primary700" />
                  ) : (
                    <Typography
                      fontWeight="bold"
                      textColor={isCurrent ? 'buttonNeutral0' : 'neutral700'}
                    >
                      {index + 1}
                    </Typography>
                  )}
                </Circle>
                <Name
                  fontWeight={isCurrent ? 'bold' : 'regular'}
                  textColor={isOpen || isCurrent ? 'neutral800' : 'neutral600'}
                >
                  {name}
                </Name>
                {isDone && <VisuallyHidden>{t('wizard.step.done', '(done)')}</VisuallyHidden>}
              </Step>
            </Item>
          );
        })}
      </List>
    </nav>
  );
};

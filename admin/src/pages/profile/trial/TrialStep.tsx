import * as React from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { ChevronDown } from '@strapi/icons';
import { styled } from 'styled-components';

const Details = styled.details`
  border-top: 1px solid ${({ theme }) => theme.colors.neutral150};

  & > summary {
    display: flex;
    align-items: center;
    gap: ${({ theme }) => theme.spaces[2]};
    padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[5]}`};
    cursor: pointer;
    list-style: none;
  }

  & > summary::-webkit-details-marker {
    display: none;
  }

  & > summary:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }

  & > summary > svg {
    flex: 0 0 auto;
    fill: ${({ theme }) => theme.colors.neutral600};
  }

  &:not([open]) > summary > svg {
    transform: rotate(-90deg);
  }
`;

interface TrialStepProps {
  title: string;
  /** What came out, in a word; seen while it is closed too. */
  summary?: React.ReactNode;
  isOpen: boolean;
  children: React.ReactNode;
}

/** One step of the trial, which can be closed. */
export const TrialStep = ({ title, summary, isOpen, children }: TrialStepProps) => (
  <Details open={isOpen}>
    <summary>
      <ChevronDown aria-hidden width="1.2rem" height="1.2rem" />
      <Typography tag="h3" variant="omega" fontWeight="bold">
        {title}
      </Typography>
      <Flex marginLeft="auto" minWidth={0}>
        {summary}
      </Flex>
    </summary>
    <Box paddingLeft={5} paddingRight={5} paddingBottom={4}>
      {children}
    </Box>
  </Details>
);

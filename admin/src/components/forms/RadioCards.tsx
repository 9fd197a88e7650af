import * as React from 'react';

import { Box, Flex, Grid, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

export interface RadioCard<Value extends string> {
  value: Value;
  title: string;
  description: string;
  icon?: React.ReactNode;
  badge?: React.ReactNode;
  isDisabled?: boolean;
}

interface RadioCardsProps<Value extends string> {
  legend: string;
  name: string;
  value: Value | undefined;
  cards: RadioCard<Value>[];
  /** Whether the choice has to be another one. */
  isInvalid?: boolean;
  /** Where there is room for one beside the other nowhere, as in a dialog. */
  isNarrow?: boolean;
  onChange: (value: Value) => void;
}

const Card = styled.label`
  display: flex;
  gap: ${({ theme }) => theme.spaces[3]};
  width: 100%;
  padding: ${({ theme }) => theme.spaces[4]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  cursor: pointer;

  &:hover:not(:has(input:disabled)) {
    border-color: ${({ theme }) => theme.colors.primary600};
  }

  &:has(input:checked) {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
  }

  &:has(input:focus-visible) {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }

  &:has(input:disabled) {
    background: ${({ theme }) => theme.colors.neutral150};
    cursor: not-allowed;
  }
`;

const Group = styled.fieldset`
  min-width: 0;
  margin: 0;
  padding: 0;
  border: 0;
`;

const Dot = styled.input`
  appearance: none;
  flex: 0 0 2rem;
  height: 2rem;
  margin: 0;
  border: 1px solid ${({ theme }) => theme.colors.neutral500};
  border-radius: 50%;
  background: ${({ theme }) => theme.colors.neutral0};
  cursor: inherit;
  outline: none;

  &:checked {
    border: 6px solid ${({ theme }) => theme.colors.primary600};
  }
`;

/** A choice of one, each option with what it means. */
export const RadioCards = <Value extends string>({
  legend,
  name,
  value,
  cards,
  isInvalid = false,
  isNarrow = false,
  onChange,
}: RadioCardsProps<Value>) => {
  const id = React.useId();
  return (
    <Group>
      <Box tag="legend" padding={0} paddingBottom={3}>
        <Typography variant="pi" fontWeight="bold" textColor="neutral800">
          {legend}
        </Typography>
      </Box>
      <Grid.Root gap={4}>
        {cards.map(({ value: option, title, description, icon, badge, isDisabled = false }) => (
          <Grid.Item
            key={option}
            col={isNarrow ? 12 : cards.length === 3 ? 4 : 6}
            m={isNarrow ? 12 : 6}
            s={isNarrow ? 12 : 6}
            xs={12}
            alignItems="stretch"
          >
            <Card>
              <Dot
                type="radio"
                name={name}
                value={option}
                checked={option === value}
                disabled={isDisabled}
                aria-invalid={isInvalid && option === value ? true : undefined}
                aria-labelledby={`${id}-${option}`}
                aria-describedby={`${id}-${option}-description`}
                onChange={() => onChange(option)}
              />
              <Flex direction="column" alignItems="flex-start" gap={1} flex="1" minWidth={0}>
                <Flex gap={2} wrap="wrap">
                  <Flex gap={2} minWidth={0}>
                    {icon && <Flex shrink={0}>{icon}</Flex>}
                    <Typography id={`${id}-${option}`} fontWeight="bold" textColor="neutral800">
                      {title}
                    </Typography>
                  </Flex>
                  {badge}
                </Flex>
                <Typography
                  id={`${id}-${option}-description`}
                  variant="pi"
                  textColor={isDisabled ? 'neutral700' : 'neutral600'}
                >
                  {description}
                </Typography>
              </Flex>
            </Card>
          </Grid.Item>
        ))}
      </Grid.Root>
    </Group>
  );
};

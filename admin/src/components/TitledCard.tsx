import * as React from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';

import { Stack } from './areas';

interface TitledCardProps {
  title: string;
  description: React.ReactNode;
  action?: React.ReactNode;
  children: React.ReactNode;
}

/** A part of the page under its own heading. */
export const TitledCard = ({ title, description, action, children }: TitledCardProps) => {
  const id = React.useId();
  return (
    <Box
      tag="section"
      aria-labelledby={id}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={{ initial: 4, medium: 6 }}
    >
      <Stack gap={4}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4}>
          <Box>
            <Typography tag="h2" variant="delta" id={id}>
              {title}
            </Typography>
            <Typography tag="p" textColor="neutral600">
              {description}
            </Typography>
          </Box>
          {action && <Box shrink={0}>{action}</Box>}
        </Flex>
        {children}
      </Stack>
    </Box>
  );
};

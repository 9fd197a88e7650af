import * as React from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';

interface PanelProps {
  title: string;
  description?: React.ReactNode;
  action?: React.ReactNode;
  children: React.ReactNode;
}

/** A part of a tab under its own heading. */
export const Panel = ({ title, description, action, children }: PanelProps) => {
  const id = React.useId();
  return (
    <Box
      tag="section"
      aria-labelledby={id}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={{ initial: 4, medium: 6 }}
      minWidth={0}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
          <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
            <Typography tag="h2" id={id} variant="delta">
              {title}
            </Typography>
            {description !== undefined && (
              <Typography tag="p" textColor="neutral600">
                {description}
              </Typography>
            )}
          </Flex>
          {action}
        </Flex>
        {children}
      </Flex>
    </Box>
  );
};

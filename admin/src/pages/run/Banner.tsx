import * as React from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

export type BannerVariant = 'danger' | 'warning' | 'info' | 'success';

const LOOKS = {
  danger: { color: 'danger', Icon: WarningCircle },
  warning: { color: 'warning', Icon: WarningCircle },
  info: { color: 'primary', Icon: Information },
  success: { color: 'success', Icon: CheckCircle },
} as const;

interface BannerProps {
  variant: BannerVariant;
  title: string;
  children?: React.ReactNode;
  /** A button or link that leads on. */
  action?: React.ReactNode;
}

/** A message that stays as long as it is true; the design system's alert can always be closed. */
export const Banner = ({ variant, title, children, action }: BannerProps) => {
  const { color, Icon } = LOOKS[variant];
  return (
    <Flex
      alignItems="flex-start"
      gap={3}
      padding={5}
      hasRadius
      background={`${color}100`}
      borderColor={`${color}200`}
    >
      <Box shrink={0} paddingTop="2px">
        <Icon aria-hidden width="2rem" height="2rem" fill={`${color}700`} />
      </Box>
      <Flex direction="column" alignItems="flex-start" gap={1} flex="1" minWidth={0}>
        <Typography tag="h2" variant="omega" fontWeight="bold" textColor="neutral800">
          {title}
        </Typography>
        {children && (
          <Typography tag="div" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {children}
          </Typography>
        )}
        {action && <Box paddingTop={2}>{action}</Box>}
      </Flex>
    </Flex>
  );
};

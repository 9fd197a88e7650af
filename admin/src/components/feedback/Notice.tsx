import * as React from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

export type NoticeVariant = 'info' | 'success' | 'warning' | 'danger';

const LOOKS = {
  info: { Icon: Information, color: 'primary' },
  success: { Icon: CheckCircle, color: 'success' },
  warning: { Icon: WarningCircle, color: 'warning' },
  danger: { Icon: WarningCircle, color: 'danger' },
} as const satisfies Record<NoticeVariant, unknown>;

interface NoticeProps {
  variant?: NoticeVariant;
  title?: string;
  children?: React.ReactNode;
  action?: React.ReactNode;
  /** Whether it keeps the person from going on: then it is announced, and can be focused. */
  isProblem?: boolean;
  /** For one about the whole page: larger, under a heading. */
  isLarge?: boolean;
}

/** A remark within the page that stays as long as it applies, unlike Strapi's closable alert. */
export const Notice = ({
  variant = 'info',
  title,
  children,
  action,
  isProblem = false,
  isLarge = false,
}: NoticeProps) => {
  const { Icon, color } = LOOKS[variant];
  const problem = isProblem ? { role: 'alert', tabIndex: -1, 'data-problem': true } : {};
  const size = isLarge ? '2rem' : '1.6rem';
  return (
    <Flex
      alignItems="flex-start"
      gap={3}
      padding={isLarge ? 5 : 4}
      hasRadius
      background={`${color}100`}
      borderColor={`${color}200`}
      {...problem}
    >
      <Flex shrink={0} paddingTop="0.2rem">
        <Icon aria-hidden width={size} height={size} fill={`${color}700`} />
      </Flex>
      <Flex direction="column" alignItems="flex-start" gap={1} flex="1" minWidth={0}>
        {title && (
          <Typography tag={isLarge ? 'h2' : 'p'} fontWeight="bold" textColor="neutral800">
            {title}
          </Typography>
        )}
        {children && (
          <Typography
            tag="div"
            textColor="neutral800"
            style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}
          >
            {children}
          </Typography>
        )}
        {action && <Box paddingTop={2}>{action}</Box>}
      </Flex>
    </Flex>
  );
};

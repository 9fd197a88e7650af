import * as React from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

type Variant = 'info' | 'success' | 'warning' | 'danger';

const LOOKS = {
  info: { Icon: Information, color: 'primary' },
  success: { Icon: CheckCircle, color: 'success' },
  warning: { Icon: WarningCircle, color: 'warning' },
  danger: { Icon: WarningCircle, color: 'danger' },
} as const satisfies Record<Variant, unknown>;

interface NoticeProps {
  variant?: Variant;
  title?: string;
  children?: React.ReactNode;
  action?: React.ReactNode;
  /** Whether it keeps the person from going on: then it is announced, and can be focused. */
  isProblem?: boolean;
}

/** A remark within the page that stays as long as it applies, unlike Strapi's closable alert. */
export const Notice = ({
  variant = 'info',
  title,
  children,
  action,
  isProblem = false,
}: NoticeProps) => {
  const { Icon, color } = LOOKS[variant];
  const problem = isProblem ? { role: 'alert', tabIndex: -1, 'data-problem': true } : {};
  return (
    <Flex
      alignItems="flex-start"
      gap={3}
      padding={4}
      hasRadius
      background={`${color}100`}
      borderColor={`${color}200`}
      {...problem}
    >
      <Flex shrink={0} paddingTop="0.2rem">
        <Icon aria-hidden width="1.6rem" height="1.6rem" fill={`${color}700`} />
      </Flex>
      <Flex direction="column" alignItems="flex-start" gap={1} flex="1" minWidth={0}>
        {title && (
          <Typography tag="p" fontWeight="bold" textColor="neutral800">
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

import { Clock, Cross, Minus } from '@strapi/icons';

import type { Mark } from './bars';

const ICONS = {
  failed: { Icon: Cross, fill: 'danger600' },
  held: { Icon: Clock, fill: 'warning600' },
  ended: { Icon: Minus, fill: 'neutral600' },
} as const;

/** The sign of a run that did not do what it was to do. */
export const MarkIcon = ({ mark }: { mark: Mark }) => {
  const { Icon, fill } = ICONS[mark];
  return <Icon aria-hidden width="1.2rem" height="1.2rem" fill={fill} />;
};

import * as React from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';

import type { Path } from '../../../shared/path';
import { Stack } from '../components/areas';
import { useSettingTexts } from './settings';

/** A tab shows each section in a box of its own; in a step of the wizard all lie in one. */
type Frame = 'tab' | 'step';

const FrameContext = React.createContext<Frame>('tab');

export const FrameProvider = FrameContext.Provider;

/** What the sections are shown in. */
export const useFrame = (): Frame => React.useContext(FrameContext);

const BOX = {
  background: 'neutral0',
  hasRadius: true,
  shadow: 'tableShadow',
  padding: { initial: 4, medium: 6 },
} as const;

interface SectionProps {
  /** The settings that it has, whose name and explanation stand above it. */
  of?: Path;
  title?: string;
  description?: React.ReactNode;
  /** Its place is kept while there is nothing to do. */
  action?: React.ReactNode;
  /** Takes the focus where something else that had it goes away. */
  headingRef?: React.Ref<HTMLHeadingElement>;
  children: React.ReactNode;
}

/** A part of the form under its own heading. */
export const Section = ({ of = '', action, headingRef, children, ...own }: SectionProps) => {
  const { label, hint } = useSettingTexts()(of);
  const { title = label, description = hint } = own;
  const id = React.useId();
  const isInTab = useFrame() === 'tab';
  return (
    <Box tag="section" aria-labelledby={id} minWidth={0} {...(isInTab ? BOX : {})}>
      <Stack gap={4}>
        <Flex
          justifyContent="space-between"
          alignItems="flex-start"
          gap={4}
          wrap="wrap"
          minHeight={action === undefined ? undefined : '3.2rem'}
        >
          <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
            <Typography
              tag={isInTab ? 'h2' : 'h3'}
              id={id}
              variant="delta"
              ref={headingRef}
              tabIndex={headingRef ? -1 : undefined}
            >
              {title}
            </Typography>
            {description && (
              <Typography tag="p" textColor="neutral600">
                {description}
              </Typography>
            )}
          </Flex>
          {action}
        </Flex>
        {children}
      </Stack>
    </Box>
  );
};

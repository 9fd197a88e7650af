import * as React from 'react';

import { Flex, Typography } from '@strapi/design-system';

interface SectionProps {
  title: string;
  description?: React.ReactNode;
  /** Its place is kept while there is nothing to do. */
  action?: React.ReactNode;
  /** Takes the focus where something else that had it goes away. */
  headingRef?: React.Ref<HTMLHeadingElement>;
  children: React.ReactNode;
}

/** A part of a step under its own heading. */
export const Section = ({ title, description, action, headingRef, children }: SectionProps) => {
  const id = React.useId();
  return (
    <Flex tag="section" aria-labelledby={id} direction="column" alignItems="stretch" gap={4}>
      <Flex
        justifyContent="space-between"
        gap={4}
        wrap="wrap"
        minHeight={action === undefined ? undefined : '3.2rem'}
      >
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          <Typography
            tag="h3"
            id={id}
            variant="delta"
            ref={headingRef}
            tabIndex={headingRef ? -1 : undefined}
          >
            {title}
          </Typography>
          {description && (
            <Typography tag="p" variant="omega" textColor="neutral600">
              {description}
            </Typography>
          )}
        </Flex>
        {action}
      </Flex>
      {children}
    </Flex>
  );
};

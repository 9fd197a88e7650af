import * as React from 'react';

import { Accordion, Box } from '@strapi/design-system';

interface DisclosureProps {
  title: string;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  children: React.ReactNode;
}

const ITEM = 'content';

/** Something that most people can leave closed. */
export const Disclosure = ({ title, isOpen, onToggle, children }: DisclosureProps) => (
  <Accordion.Root
    value={isOpen ? ITEM : ''}
    onValueChange={(value: string) => onToggle(value === ITEM)}
  >
    <Accordion.Item value={ITEM}>
      <Accordion.Header>
        <Accordion.Trigger>{title}</Accordion.Trigger>
      </Accordion.Header>
      <Accordion.Content>
        <Box padding={4}>{children}</Box>
      </Accordion.Content>
    </Accordion.Item>
  </Accordion.Root>
);

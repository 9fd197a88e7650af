import * as React from 'react';

import { Accordion, Box } from '@strapi/design-system';
import { styled } from 'styled-components';

interface DisclosureProps {
  title: string;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  children: React.ReactNode;
}

const ITEM = 'content';

/** A title that does not fit in a line takes several. */
const Trigger = styled(Accordion.Trigger)`
  span {
    white-space: normal;
  }
`;

/** Something that most people can leave closed. */
export const Disclosure = ({ title, isOpen, onToggle, children }: DisclosureProps) => (
  <Accordion.Root
    value={isOpen ? ITEM : ''}
    onValueChange={(value: string) => onToggle(value === ITEM)}
  >
    <Accordion.Item value={ITEM}>
      <Accordion.Header>
        <Trigger>{title}</Trigger>
      </Accordion.Header>
      <Accordion.Content>
        <Box padding={4}>{children}</Box>
      </Accordion.Content>
    </Accordion.Item>
  </Accordion.Root>
);

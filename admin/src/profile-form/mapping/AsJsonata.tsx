import * as React from 'react';

import { Box, Button, Flex } from '@strapi/design-system';
import { ChevronDown, ChevronUp } from '@strapi/icons';

import { Stack } from '../../components/areas';
import { CodeEditor } from '../../components/code/CodeEditor';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { useTrial } from './trial-context';

interface AsJsonataProps {
  /** The JSONata that says the same. */
  expression: string;
  onUse: () => void;
}

/** How PHP is written in JSONata, folded; it can take the place of the PHP. */
export const AsJsonata = ({ expression, onUse }: AsJsonataProps) => {
  const t = useText();
  const { isReadOnly } = useProfileForm();
  // What is being typed may say something else than what was tried.
  const { isFetching } = useTrial();
  const [isOpen, setIsOpen] = React.useState(false);
  return (
    <Stack gap={2}>
      <Flex>
        <Button
          size="S"
          variant="tertiary"
          aria-expanded={isOpen}
          endIcon={isOpen ? <ChevronUp /> : <ChevronDown />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('form.code.as-jsonata', 'Show as JSONata')}
        </Button>
      </Flex>
      {isOpen && (
        <Stack gap={2} padding={3} hasRadius background="neutral100" minWidth={0}>
          <CodeEditor
            label={t('form.code.jsonata', 'The same in JSONata')}
            language="expression"
            value={expression}
            onChange={() => undefined}
            problems={[]}
            offering={() => null}
            maxHeight="20vh"
            isReadOnly
          />
          <Box>
            <Button
              size="S"
              variant="secondary"
              disabled={isReadOnly || isFetching}
              onClick={onUse}
            >
              {t('form.code.jsonata.use', 'Use this instead')}
            </Button>
          </Box>
        </Stack>
      )}
    </Stack>
  );
};

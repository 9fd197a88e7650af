import * as React from 'react';

import { Flex } from '@strapi/design-system';

import { PHP_FUNCTION_NAMES } from '../../../../shared/php-functions';
import { Stack } from '../../components/areas';
import { Disclosure } from '../../components/forms/Disclosure';
import { Muted } from '../../components/text';
import { useText } from '../../hooks/useText';
import type { Insert } from '../fields/CodeField';
import type { Language } from './examples';
import { phpExamplesOf } from './php-examples';
import { Examples, PieceOfCode } from './pieces';
import { useKnownColumns } from './trial-context';

interface PhpHelpProps {
  language: Exclude<Language, 'template'>;
  insert: Insert;
}

/** What can be written in PHP: what of it runs, examples of the file’s own columns, and all functions. */
export const PhpHelp = ({ language, insert }: PhpHelpProps) => {
  const t = useText();
  const known = useKnownColumns();
  const [isOpen, setIsOpen] = React.useState(false);
  return (
    <Stack gap={4}>
      <Muted tag="p">
        {t(
          'form.code.php',
          'This is PHP. It runs as it does in pascom’s connectors: $row is the row, and “return” says what comes out. Classes, files and the network are not available.'
        )}
      </Muted>
      <Examples examples={phpExamplesOf(language, known)} onPick={({ code }) => insert(code)} />
      <Disclosure
        title={t('form.code.php.functions', 'All functions of PHP that can be called')}
        isOpen={isOpen}
        onToggle={setIsOpen}
      >
        <Flex tag="ul" gap={2} wrap="wrap">
          {PHP_FUNCTION_NAMES.map((name) => (
            <PieceOfCode key={name} code={name} onPick={() => insert(`${name}()`, 1)} />
          ))}
        </Flex>
      </Disclosure>
    </Stack>
  );
};

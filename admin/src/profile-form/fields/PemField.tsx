import * as React from 'react';

import { Button, Flex, Typography } from '@strapi/design-system';
import { Upload } from '@strapi/icons';

import type { Path } from '../../../../shared/path';
import { Stack } from '../../components/areas';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { TextField, type TextFieldProps } from './TextField';

/** As many bytes as the server takes. */
const LARGEST_FILE = 65_536;

/** Takes the text of a PEM file, which is not uploaded but put into the field. */
export const FileButton = ({ path }: { path: Path }) => {
  const t = useText();
  const { set, isReadOnly } = useProfileForm();
  const input = React.useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = React.useState<string | null>(null);
  if (isReadOnly) return null;

  const take = async (file: File) => {
    const text = file.size > LARGEST_FILE ? '' : await file.text();
    const isPem = text.includes('-----BEGIN ');
    setWrong(isPem ? null : file.name);
    if (isPem) set(path, text.trim());
  };

  const label = t('ldap.pem.choose', 'Take it from a file');
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Button
        size="S"
        variant="tertiary"
        startIcon={<Upload />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".pem,.crt,.cer,.key,text/plain"
        aria-label={label}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void take(file);
          // The same file, mended, can be chosen again.
          target.value = '';
        }}
      />
      <div aria-live="polite">
        {wrong !== null && (
          <Typography variant="pi" textColor="danger600">
            {t(
              'ldap.pem.wrong',
              '{file} contains no text in PEM form, which begins with -----BEGIN. Export it as “Base64” or “PEM”.',
              { file: wrong }
            )}
          </Typography>
        )}
      </div>
    </Flex>
  );
};

/** A certificate as text, written or taken from a file. */
export const PemField = (field: Pick<TextFieldProps, 'path' | 'hint' | 'isRequired'>) => (
  <Stack gap={2} width="100%">
    <TextField {...field} isCode isOptional lines={3} placeholder="-----BEGIN CERTIFICATE-----" />
    <FileButton path={field.path} />
  </Stack>
);

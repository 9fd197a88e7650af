import * as React from 'react';

import { Button, Dialog, Typography } from '@strapi/design-system';
import { useFetchClient } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { GeneratedCredential, RunDetail } from '../../../../shared/contracts/reports';
import { Stack } from '../../components/areas';
import { AskDialog } from '../../components/dialogs/AskDialog';
import { RadioCards } from '../../components/forms/RadioCards';
import { saveFile } from '../../hooks/useDownload';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { useText } from '../../hooks/useText';
import { url } from '../../services/api';
import { useGetRunQuery } from '../../services/runs';
import { CredentialSheets } from './CredentialSheets';

type Separator = 'comma' | 'semicolon';

/** Spreadsheets separate by semicolons where the comma is in numbers. */
const separatorOf = (locale: string): Separator =>
  new Intl.NumberFormat(locale).format(1.5).includes(',') ? 'semicolon' : 'comma';

interface Taken {
  csv: string;
  credentials: GeneratedCredential[];
}

interface TakenDialogProps {
  credentials: GeneratedCredential[];
  onClose: () => void;
}

/** The last time that the credentials are anywhere: a page for each person can be printed. */
const TakenDialog = ({ credentials, onClose }: TakenDialogProps) => {
  const t = useText();
  return (
    <Dialog.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <Dialog.Content>
        <Dialog.Header>{t('run.credentials.saved', 'The file is saved')}</Dialog.Header>
        <Dialog.Body>
          <Typography textAlign="center">
            {t(
              'run.credentials.print-text',
              'You can also print a page for each person. Once this is closed, nobody can read the credentials here again.'
            )}
          </Typography>
          <CredentialSheets credentials={credentials} />
        </Dialog.Body>
        <Dialog.Footer>
          <Button fullWidth variant="secondary" onClick={() => window.print()}>
            {t('run.credentials.print', 'Print the pages')}
          </Button>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary">
              {t('run.credentials.close', 'Close')}
            </Button>
          </Dialog.Cancel>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};

interface CredentialsDialogProps {
  run: RunDetail;
  onClose: () => void;
}

/** Hands out what the run made up, once. It is kept nowhere but in this dialog. */
export const CredentialsDialog = ({ run, onClose }: CredentialsDialogProps) => {
  const t = useText();
  const { locale } = useIntl();
  const { post } = useFetchClient();
  const showError = useErrorNotification();
  const { refetch } = useGetRunQuery(run.id);
  const [separator, setSeparator] = React.useState(() => separatorOf(locale));
  const [taken, setTaken] = React.useState<GeneratedCredential[] | null>(null);
  const { id, profile, credentials } = run;

  const take = async () => {
    try {
      const path = url(`/runs/${id}/credentials?separator=${separator}`);
      const { data } = await post<{ data: Taken }>(path, {});
      const file = new Blob([data.data.csv], { type: 'text/csv' });
      saveFile(file, `${profile} ${id} credentials.csv`);
      setTaken(data.data.credentials);
    } catch (error) {
      showError(error);
      onClose();
    }
  };
  const close = () => {
    onClose();
    void refetch();
  };

  if (taken !== null) return <TakenDialog credentials={taken} onClose={close} />;
  return (
    <AskDialog
      variant="default"
      title={t('run.credentials.title', 'Download the generated credentials')}
      confirmLabel={t('run.credentials.confirm', 'Download')}
      isLeftOpen
      onConfirm={take}
      onClose={onClose}
    >
      <Stack gap={4} width="100%">
        <Typography textAlign="center">
          {t(
            'run.credentials.text',
            'The file holds the generated passwords and PINs of {count, plural, one {# record} other {# records}} in clear. It can be downloaded once only: afterwards nobody can read them again. Keep it safe.',
            { count: credentials }
          )}
        </Typography>
        <RadioCards
          isNarrow
          legend={t('run.credentials.separator', 'What separates the cells?')}
          name="separator"
          value={separator}
          cards={[
            {
              value: 'semicolon',
              title: t('run.credentials.semicolon', 'Semicolon'),
              description: t(
                'run.credentials.semicolon-text',
                'For Excel in German, French and other languages with a comma in numbers.'
              ),
            },
            {
              value: 'comma',
              title: t('run.credentials.comma', 'Comma'),
              description: t(
                'run.credentials.comma-text',
                'For Excel in English and for most other programs.'
              ),
            },
          ]}
          onChange={setSeparator}
        />
      </Stack>
    </AskDialog>
  );
};

import { Box, Typography } from '@strapi/design-system';

import type { ForgettingPreview as Preview } from '../../../shared/contracts/forgetting';
import { Stack } from '../components/areas';
import { Notice } from '../components/feedback/Notice';
import { Muted } from '../components/text';
import { textTable, useText, useTextTable } from '../hooks/useText';
import { useRunWords } from '../hooks/useWords';
import { Places } from './Places';

const NOT_SEARCHED = textTable('forgetting.not-searched', {
  sources: 'The source itself: addresses and directories that profiles only read',
  others: 'Rows of other people that name the person, such as a column “Manager”',
  app: 'Other content of your app, and what the person did as an administrator of Strapi',
  old: 'Some issues of runs that version 0.1 made',
  sent: 'Mails and webhooks that were sent, logs, backups and exports',
});

interface PartProps {
  title: string;
  children: React.ReactNode;
}

const Part = ({ title, children }: PartProps) => (
  <Box tag="section">
    <Typography tag="h3" variant="delta">
      {title}
    </Typography>
    <Box paddingTop={2}>{children}</Box>
  </Box>
);

const Records = ({ records }: Pick<Preview, 'records'>) => {
  const words = useRunWords();
  return (
    <ul>
      {records.map(({ type, documentId, label }) => (
        <Typography key={`${type} ${documentId}`} tag="li" style={{ overflowWrap: 'anywhere' }}>
          {label} <Muted tag="span">{words.type(type, 1)}</Muted>
        </Typography>
      ))}
    </ul>
  );
};

const Names = ({ names }: Pick<Preview, 'names'>) => (
  <ul>
    {names.map((name) => (
      <Typography key={name} tag="li" style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Typography>
    ))}
  </ul>
);

const NotSearched = () => {
  const words = useTextTable(NOT_SEARCHED);
  return (
    <Box tag="ul" paddingLeft={5} style={{ listStyle: 'disc' }}>
      {Object.entries(words).map(([what, text]) => (
        <Typography key={what} tag="li">
          {text}
        </Typography>
      ))}
    </Box>
  );
};

/** What is stored of a person, what becomes of it, and what stays elsewhere. */
export const ForgettingPreview = ({ preview }: { preview: Preview }) => {
  const t = useText();
  const { records, names, counts, relations } = preview;
  return (
    <Stack gap={6}>
      {names.length > 0 && (
        <Part title={t('forgetting.names', 'This person was called')}>
          <Names names={names} />
        </Part>
      )}
      <Part title={t('forgetting.records', 'Records that go')}>
        {records.length === 0 && (
          <Muted>{t('forgetting.no-records', 'There is no record of this person any more.')}</Muted>
        )}
        <Records records={records} />
        {relations > 0 && (
          <Box paddingTop={3}>
            <Notice variant="warning">
              {t(
                'forgetting.relations',
                '{count, plural, one {# link that your own content has to these records is lost.} other {# links that your own content has to these records are lost.}}',
                { count: relations }
              )}
            </Notice>
          </Box>
        )}
      </Part>
      <Part title={t('forgetting.stored', 'What is stored, and what becomes of it')}>
        <Places counts={counts} />
      </Part>
      <Part title={t('forgetting.elsewhere', 'What is not searched: look there yourself')}>
        <NotSearched />
      </Part>
    </Stack>
  );
};

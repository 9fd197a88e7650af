import * as React from 'react';

import { Flex, Loader, Td, Tr, Typography } from '@strapi/design-system';

import { Failure } from '../../components/feedback/Failure';
import { DataTable } from '../../components/table/DataTable';
import { Pager } from '../../components/table/Pager';
import { Muted } from '../../components/text';
import { DateTime } from '../../components/times';
import { useStarterWords } from '../../hooks/useStarterWords';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { Section } from '../../profile-form/Section';
import { useSecretReadsQuery } from '../../services/settings';

const PAGE_SIZE = 10;

/** Who has read which record's credentials back by the API, the latest first. */
export const SecretReads = () => {
  const t = useText();
  const words = useRunWords();
  const starterWords = useStarterWords();
  const [page, setPage] = React.useState(1);
  const { data, error, isFetching, refetch } = useSecretReadsQuery({ page, pageSize: PAGE_SIZE });
  const { results = [], pagination } = data ?? {};
  const columns = [
    { name: t('options.reads.when', 'When') },
    { name: t('options.reads.who', 'Who') },
    { name: t('options.reads.what', 'Whose') },
    { name: t('options.reads.where', 'From') },
  ];
  return (
    <Section
      title={t('options.reads.title', 'Who has read credentials')}
      description={t(
        'options.reads.text',
        'Each time that a program, such as a provisioning server, reads SIP password or PIN back by the API. Kept as long as the history.'
      )}
      action={isFetching && <Loader small>{t('form.loading', 'Loading …')}</Loader>}
    >
      {error !== undefined && (
        <Failure
          title={t('options.reads.failed', 'The list could not be loaded')}
          error={error}
          onRetry={() => void refetch()}
        />
      )}
      {pagination?.total === 0 && <Muted>{t('options.reads.none', 'Nobody so far.')}</Muted>}
      {results.length > 0 && (
        <DataTable columns={columns}>
          {results.map(({ at, by, type, record, label, address }, place) => (
            <Tr key={`${at} ${record} ${place}`}>
              <Td>
                <Typography>
                  <DateTime time={at} />
                </Typography>
              </Td>
              <Td>
                <Typography>{starterWords(by)}</Typography>
              </Td>
              <Td>
                <Flex direction="column" alignItems="flex-start">
                  <Typography>{label ?? record}</Typography>
                  <Muted>{words.type(type)}</Muted>
                </Flex>
              </Td>
              <Td>
                <Typography>{address ?? '–'}</Typography>
              </Td>
            </Tr>
          ))}
        </DataTable>
      )}
      {pagination && <Pager {...pagination} onPage={setPage} />}
    </Section>
  );
};

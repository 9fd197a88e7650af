import * as React from 'react';

import { Button } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';

import type { MadePhonebook, PhonebookView } from '../../../../shared/contracts/remote-phonebooks';
import { Empty } from '../../components/areas';
import { BackToProfiles } from '../../components/links';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useGetPhonebooksQuery } from '../../services/remote-phonebooks';
import { AskAction } from './AskAction';
import { PhonebookDialog } from './PhonebookDialog';
import { type PhonebookAction, PhonebookTable } from './PhonebookTable';
import { SecretDialog } from './SecretDialog';

type Open =
  | { what: PhonebookAction; phonebook: PhonebookView }
  | { what: 'new' }
  | { what: 'secret'; made: MadePhonebook }
  | null;

/** Phonebooks that desk phones read at addresses of their own. */
const PhonebooksPage = () => {
  const t = useText();
  const { canRead } = usePermissions();
  const { data: phonebooks, error } = useGetPhonebooksQuery(undefined, {
    refetchOnMountOrArgChange: true,
  });
  const [open, setOpen] = React.useState<Open>(null);
  const close = () => setOpen(null);
  const showSecret = (made: MadePhonebook) => setOpen({ what: 'secret', made });

  if (error && phonebooks === undefined) return <Page.Error />;
  if (phonebooks === undefined) return <Page.Loading />;

  const title = t('phonebooks.title', 'Phonebooks for phones');
  const make = (
    <Button startIcon={<Plus />} onClick={() => setOpen({ what: 'new' })}>
      {t('phonebooks.new', 'New phonebook')}
    </Button>
  );
  return (
    <Layouts.Root>
      <Page.Main>
        <Page.Title>{title}</Page.Title>
        <Layouts.Header
          title={title}
          subtitle={t(
            'phonebooks.subtitle',
            'Addresses at which desk phones read who has which number'
          )}
          navigationAction={canRead && <BackToProfiles />}
          primaryAction={make}
        />
        <Layouts.Content>
          {phonebooks.length > 0 ? (
            <PhonebookTable
              phonebooks={phonebooks}
              onAction={(phonebook, what) => setOpen({ what, phonebook })}
            />
          ) : (
            <Empty isCard action={make}>
              {t(
                'phonebooks.empty',
                'No phonebook yet. Make one, type its address into the phones, and they show the people and entries that are here.'
              )}
            </Empty>
          )}
        </Layouts.Content>
        {open?.what === 'new' && (
          <PhonebookDialog phonebook={null} onMade={showSecret} onClose={close} />
        )}
        {open?.what === 'edit' && (
          <PhonebookDialog phonebook={open.phonebook} onMade={showSecret} onClose={close} />
        )}
        {open?.what === 'secret' && <SecretDialog made={open.made} onClose={close} />}
        {(open?.what === 'renew' || open?.what === 'revoke' || open?.what === 'remove') && (
          <AskAction
            action={open.what}
            phonebook={open.phonebook}
            onMade={showSecret}
            onClose={close}
          />
        )}
      </Page.Main>
    </Layouts.Root>
  );
};

export default PhonebooksPage;

import * as React from 'react';

import { Earth, Server, Upload } from '@strapi/icons';

import { ConnectionFields } from '../directory/ConnectionFields';
import type { RadioCard } from '../../components/forms/RadioCards';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { kindOf, type SourceKindId } from '../../utils/source-kind';
import { PolicyField } from '../fields/PolicyField';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { UploadFields } from './UploadFields';
import { UrlFields } from './UrlFields';

/** What a person enters for each kind of source. */
const FIELDS: Record<SourceKindId, React.ComponentType> = {
  upload: UploadFields,
  url: UrlFields,
  ldap: ConnectionFields,
};

const useKindCards = (): RadioCard<SourceKindId>[] => {
  const t = useText();
  const { canTest } = usePermissions();
  return [
    {
      value: 'upload',
      icon: <Upload aria-hidden />,
      title: t('form.kind.upload', 'Uploaded CSV file'),
      description: canTest
        ? t(
            'form.kind.upload.description',
            'A file from your computer. Every run, also a scheduled one, reads it until you replace it.'
          )
        : t(
            'form.kind.upload.forbidden',
            'Your role may not upload files: it lacks the permission for test runs.'
          ),
      isDisabled: !canTest,
    },
    {
      value: 'url',
      icon: <Earth aria-hidden />,
      title: t('form.kind.url', 'CSV file at an address'),
      description: t(
        'form.kind.url.description',
        'Fetched from a web server for every run, also on a schedule.'
      ),
    },
    {
      value: 'ldap',
      icon: <Server aria-hidden />,
      title: t('form.kind.ldap', 'Directory (LDAP)'),
      description: t(
        'form.kind.ldap.description',
        'Active Directory, OpenLDAP and others, read for every run, also on a schedule.'
      ),
    },
  ];
};

/** Where the rows come from. `children`: what keeps the source from being read. */
export const SourceSection = ({ children }: { children?: React.ReactNode }) => {
  const t = useText();
  const { draft, setKind } = useProfileForm();
  const kind = kindOf(draft.source);
  const Fields = FIELDS[kind];
  return (
    <Section title={t('form.source', 'Source')}>
      <PolicyField
        path="source.type"
        label={t('form.kind', 'Kind of source')}
        value={kind}
        cards={useKindCards()}
        onChange={setKind}
      />
      {children}
      <Fields key={kind} />
    </Section>
  );
};

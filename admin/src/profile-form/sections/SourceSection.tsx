import * as React from 'react';

import { Earth, Server, Upload } from '@strapi/icons';

import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { kindOf, type SourceKindId } from '../../utils/source-kind';
import { ConnectionFields } from '../directory/ConnectionFields';
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

/** Where the rows come from. `children`: what keeps the source from being read. */
export const SourceSection = ({ children }: { children?: React.ReactNode }) => {
  const t = useText();
  const { canTest } = usePermissions();
  const { draft, setKind } = useProfileForm();
  const kind = kindOf(draft.source);
  const Fields = FIELDS[kind];
  const forbidden = {
    isDisabled: true,
    description: t(
      'form.kind.upload.forbidden',
      'Your role may not upload files: it lacks the permission for test runs.'
    ),
  };
  return (
    <Section of="source">
      <PolicyField
        path="source.type"
        value={kind}
        cards={{
          upload: { icon: <Upload aria-hidden />, ...(!canTest && forbidden) },
          url: { icon: <Earth aria-hidden /> },
          ldap: { icon: <Server aria-hidden /> },
        }}
        onChange={setKind}
      />
      {children}
      <Fields key={kind} />
    </Section>
  );
};

import * as React from 'react';

import { Code, Earth, PuzzlePiece, Server, Upload } from '@strapi/icons';

import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { kindOf, type SourceKindId } from '../../utils/source-kind';
import { ConnectionFields } from '../directory/ConnectionFields';
import { PolicyField } from '../fields/PolicyField';
import { useProfileForm } from '../form-context';
import { PushFields } from './PushFields';
import { RegisteredFields } from './RegisteredFields';
import { useSourceKinds } from '../useSourceKinds';
import { Section } from '../Section';
import { choiceOf, type SourceChoice } from '../source';
import { UploadFields } from './UploadFields';
import { UrlFields } from './UrlFields';

/** What a person enters for each kind of source. */
const FIELDS: Record<SourceKindId, React.ComponentType> = {
  upload: UploadFields,
  url: UrlFields,
  ldap: ConnectionFields,
  push: PushFields,
  registered: RegisteredFields,
};

/** Where the rows come from. `children`: what keeps the source from being read. */
export const SourceSection = ({ children }: { children?: React.ReactNode }) => {
  const t = useText();
  const { canTest } = usePermissions();
  const { draft, setKind } = useProfileForm();
  const registered = useSourceKinds() ?? [];
  const choice = choiceOf(draft.source);
  const Fields = FIELDS[kindOf(draft.source)];
  const forbidden = {
    isDisabled: true,
    description: t(
      'form.kind.upload.forbidden',
      'Your role may not upload files: it lacks the permission for test runs.'
    ),
  };
  const ofPlugins = registered.map(({ name, label }) => [
    `registered:${name}`,
    {
      icon: <PuzzlePiece aria-hidden />,
      title: label,
      description: t(
        'form.kind.registered.description',
        'Brought by another plugin, read for every run, also on a schedule.'
      ),
    },
  ]);
  return (
    <Section of="source">
      <PolicyField<SourceChoice>
        path="source.type"
        value={choice}
        cards={{
          upload: { icon: <Upload aria-hidden />, ...(!canTest && forbidden) },
          url: { icon: <Earth aria-hidden /> },
          ldap: { icon: <Server aria-hidden /> },
          push: { icon: <Code aria-hidden /> },
          ...Object.fromEntries(ofPlugins),
        }}
        onChange={setKind}
      />
      {children}
      <Fields key={choice} />
    </Section>
  );
};

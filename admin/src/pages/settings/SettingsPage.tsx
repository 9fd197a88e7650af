import * as React from 'react';

import { Box, Button } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';

import type { SettingsView } from '../../../../shared/contracts/settings';
import { Stack } from '../../components/areas';
import { UnsavedGuard } from '../../components/dialogs/UnsavedGuard';
import { PERMISSIONS } from '../../constants';
import { showInvalid, useSaveKey } from '../../hooks/useSaveKey';
import { useText, useTextTable } from '../../hooks/useText';
import { FieldFormProvider } from '../../profile-form/field-form';
import { settingTexts } from '../../profile-form/settings';
import { useGetSettingsQuery } from '../../services/settings';
import { SecretReads } from './SecretReads';
import { SettingsSections } from './SettingsSections';
import { TEXTS } from './texts';
import { useSettingsForm } from './useSettingsForm';

const SettingsEditor = ({ view }: { view: SettingsView }) => {
  const t = useText();
  const texts = useTextTable(TEXTS);
  const { draft, set, problems, fixed, isModified, isSaving, ...form } = useSettingsForm(view);
  const page = React.useRef<HTMLDivElement>(null);

  const save = async () => {
    if (!isModified || isSaving) return;
    if (!(await form.save())) showInvalid(page);
  };
  useSaveKey(() => void save());

  const textsOf = (path: string) => texts[path] ?? settingTexts(t, path);
  const title = t('plugin.name', 'Directory Connector');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={t('options.subtitle', 'What holds for all profiles and for every run')}
        primaryAction={
          <Button
            startIcon={<Check />}
            disabled={!isModified}
            loading={isSaving}
            onClick={() => void save()}
          >
            {t('editor.save', 'Save')}
          </Button>
        }
      />
      <Layouts.Content>
        <Box ref={page} position="relative">
          <FieldFormProvider value={{ draft, set, problems, isReadOnly: false, textsOf }}>
            <Stack gap={6}>
              <SettingsSections fixed={fixed} />
              <SecretReads />
            </Stack>
          </FieldFormProvider>
        </Box>
      </Layouts.Content>
      <UnsavedGuard isModified={isModified} />
    </Page.Main>
  );
};

const OpenSettings = () => {
  const { data, isError } = useGetSettingsQuery();
  if (isError) return <Page.Error />;
  return data ? <SettingsEditor view={data} /> : <Page.Loading />;
};

/** Settings › Directory Connector: what can be set without a file and a restart. */
const SettingsPage = () => (
  <Page.Protect permissions={PERMISSIONS.manage}>
    <OpenSettings />
  </Page.Protect>
);

export default SettingsPage;

import { Loader, Typography } from '@strapi/design-system';

import { LDAP_VENDORS } from '../../../../shared/profile/ldap';
import { Failure } from '../../components/feedback/Failure';
import { useText } from '../../hooks/useText';
import { isDirectory } from '../../utils/source-kind';
import { isMade, sampleOf, shownColumns } from '../directory/answers';
import { DefaultedField } from '../directory/DefaultedField';
import { useDirectoryForm } from '../directory/directory';
import { RoleTable } from '../directory/RoleTable';
import { CheckField } from '../fields/CheckField';
import { ChoiceField } from '../fields/ChoiceField';
import { ListField } from '../fields/ListField';
import { Row } from '../fields/Row';
import { TextField } from '../fields/TextField';
import { useMessageAt, useProfileForm } from '../form-context';
import { Section, useFrame } from '../Section';
import { useSettingTexts } from '../settings';
import { AskButton, SampleTable } from './sample';

const VendorField = () => {
  const t = useText();
  const { source, change, defaults } = useDirectoryForm();
  const { choices = {} } = useSettingTexts()('source.vendor');
  const found = source.vendor === null ? defaults?.name : undefined;
  const auto =
    found === undefined
      ? t('ldap.vendor.auto', 'Found automatically')
      : t('ldap.vendor.found', 'Found: {vendor}', { vendor: found });
  return (
    <ChoiceField
      path="source.vendor"
      value={source.vendor ?? 'found'}
      choices={Object.entries({ found: auto, ...choices }).map(([value, label]) => ({
        value,
        label,
      }))}
      onChange={(chosen) => change({ vendor: LDAP_VENDORS.find((one) => one === chosen) ?? null })}
    />
  );
};

/** Who is a person, what they are known by, and who is disabled. */
const ReadSection = () => {
  const t = useText();
  // In a tab the filter stands beside the base DN already.
  const hasFilter = useFrame() === 'step';
  return (
    <Section
      title={t('ldap.read', 'What is read')}
      description={t(
        'ldap.read.description',
        'Each kind of directory has defaults that suit it. Change them where yours differs.'
      )}
    >
      <Row widths={hasFilter ? [6, 6, 4, 4, 4] : 6}>
        <VendorField />
        {hasFilter && <DefaultedField setting="filter" isCode />}
        <DefaultedField setting="keyAttribute" />
        <DefaultedField setting="loginAttribute" />
        <DefaultedField setting="disabledFilter" isCode />
      </Row>
    </Section>
  );
};

/** Which groups people are in, and what roles these give. */
const GroupsSection = () => {
  const { groups } = useDirectoryForm().source;
  // What is wrong can be mended where groups are not read, too.
  const isWrong = useMessageAt()('source.groups') !== undefined;
  return (
    <Section of="source.groups">
      <CheckField path="source.groups.enabled" />
      {(groups.enabled || isWrong) && (
        <>
          <Row widths={4}>
            <TextField path="source.groups.baseDn" />
            <DefaultedField setting="groups.filter" isCode />
            <DefaultedField setting="groups.memberAttributes" />
          </Row>
          <CheckField path="source.groups.nested" />
          <CheckField path="source.groups.primary" />
          <ListField path="source.groups.allow" of="lines" lines={2} isCode />
          <RoleTable />
        </>
      )}
    </Section>
  );
};

/** The first entries: what is made of an entry first, then its attributes. */
const Entries = () => {
  const t = useText();
  const { browse, error, ask, read, isFetching } = useProfileForm().preview;
  const problem = error ?? browse?.problem ?? null;
  const columns = shownColumns(browse?.columns ?? []);
  return (
    <div aria-live="polite">
      {problem !== null && (
        <Failure
          title={t('ldap.entries.failed', 'The entries could not be read')}
          error={problem}
          onRetry={ask === null ? read : undefined}
        />
      )}
      {browse && browse.rows.length > 0 && (
        <SampleTable
          numberHeading={t('ldap.entry', 'Entry')}
          columns={columns.map((name) => ({ name, isMade: isMade(name) }))}
          rows={sampleOf({ ...browse, columns }).rows}
          isFetching={isFetching}
        />
      )}
      {browse?.rows.length === 0 && browse.problem === null && (
        <Typography textColor="neutral600">
          {t(
            'ldap.entries.none',
            'The filter finds no entry below the base DN: change one of the two.'
          )}
        </Typography>
      )}
    </div>
  );
};

/** The first rows of a directory, or of a source of another plugin. */
export const EntriesSection = () => {
  const t = useText();
  const { draft, isReadOnly, preview } = useProfileForm();
  if (isReadOnly) return null;
  return (
    <Section
      title={t('ldap.entries', 'First entries')}
      description={
        isDirectory(draft.source)
          ? t(
              'ldap.entries.description',
              'As a run would read them with the settings above: first the columns that are made of an entry, then its attributes.'
            )
          : t('form.registered.entries', 'As a run would read them with the settings above.')
      }
      action={preview.isFetching && <Loader small>{t('ldap.entries.reading', 'Reading …')}</Loader>}
    >
      <AskButton>
        {preview.browse === undefined
          ? t('ldap.entries.look', 'Read the first entries')
          : t('ldap.entries.again', 'Read them again')}
      </AskButton>
      <Entries />
    </Section>
  );
};

/** What is read of a directory, and what comes out. */
export const DirectorySections = () => (
  <>
    <ReadSection />
    <GroupsSection />
    <EntriesSection />
  </>
);

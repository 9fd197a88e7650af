import { shownAddress } from '../../../../shared/address';
import type { CsvFormat, CsvInput } from '../../../../shared/profile/csv';
import type { LdapInput } from '../../../../shared/profile/ldap';
import { defaultsFor, sentDirectory } from '../../profile-form/directory/directory';
import { encryptionOf } from '../../profile-form/directory/servers';
import { useBindWords } from '../../profile-form/directory/ConnectionFields';
import { useEncryptionWords } from '../../profile-form/directory/ServerFields';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { useFormatWords } from '../../hooks/useFormatWords';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { unusedColumns } from '../../profile-form/assignment/assignment';
import { TARGET_FIELDS } from '../../profile-form/assignment/assignment';
import type { FieldMatching } from '../../profile-form/assignment/useFieldMatching';
import { useProfileForm } from '../../profile-form/form-context';
import { formatOf } from '../../utils/source-kind';
import { removesMissing } from './draft';
import type { StepId } from './steps';

export interface SummaryLine {
  label: string;
  value: string | string[];
}

interface SummaryOfStep {
  step: StepId;
  lines: SummaryLine[];
}

const useFileLines = (): ((source: CsvInput) => SummaryLine[]) => {
  const t = useText();
  const { upload } = useProfileForm();
  const auths = {
    none: t('form.auth.none', 'None'),
    basic: t('form.auth.basic', 'User name and password'),
    bearer: t('form.auth.bearer', 'Token'),
  };
  return (source) =>
    source.delivery === 'upload'
      ? [{ label: t('form.kind.upload', 'Uploaded CSV file'), value: upload.file?.name ?? '' }]
      : [
          { label: t('form.url', 'Address of the CSV file'), value: shownAddress(source.url) },
          { label: t('form.auth', 'Authentication'), value: auths[source.auth?.type ?? 'none'] },
        ];
};

/** How a directory is reached, in words. */
const useConnectionLines = (): ((source: LdapInput) => SummaryLine[]) => {
  const t = useText();
  const binds = useBindWords();
  const encryptions = useEncryptionWords();
  return (source) => {
    const { url, fallbackUrls } = sentDirectory(source);
    const { bind, bindDn, baseDn, verifyCertificate } = source;
    const encryption = encryptions[encryptionOf(source)];
    return [
      { label: t('ldap.servers', 'Servers'), value: [url, ...fallbackUrls] },
      {
        label: t('ldap.encryption', 'Encryption'),
        value: verifyCertificate
          ? encryption
          : t('ldap.summary.unverified', '{encryption}, the certificate is not verified', {
              encryption,
            }),
      },
      {
        label: t('ldap.bind', 'Sign-in'),
        value: bind === 'simple' ? `${binds[bind]}: ${bindDn}` : binds[bind],
      },
      { label: t('ldap.base', 'Base DN'), value: baseDn },
    ];
  };
};

/** What is read of a directory, in words; the vendor's defaults where nothing else was chosen. */
const useReadLines = (): ((source: LdapInput) => SummaryLine[]) => {
  const t = useText();
  const { vendor } = useProfileForm().preview;
  const none = t('ldap.none', 'None');
  return (source) => {
    const { filter, keyAttribute, disabledFilter, groups } = source;
    const defaults = defaultsFor(source, [vendor]);
    return [
      { label: t('ldap.vendor', 'Kind of directory'), value: defaults?.name ?? none },
      { label: t('ldap.filter', 'Filter'), value: filter || (defaults?.filter ?? none) },
      {
        label: t('ldap.key', 'Key attribute'),
        value: (keyAttribute ?? defaults?.keyAttribute) || none,
      },
      {
        label: t('ldap.disabled', 'Who is disabled'),
        value: (disabledFilter ?? defaults?.disabledFilter) || none,
      },
      {
        label: t('ldap.groups', 'Groups and roles'),
        value: groups.enabled
          ? t(
              'ldap.summary.groups',
              '{count, plural, =0 {Each group is a role} one {# group gives a role} other {# groups give roles}}',
              { count: groups.roles.length }
            )
          : t('ldap.summary.no-groups', 'Not read'),
      },
    ];
  };
};

const useFormatLines = (): ((format: CsvFormat) => SummaryLine[]) => {
  const t = useText();
  const words = useFormatWords();
  const { detection } = useProfileForm().preview;
  return (format) => {
    const found = detection?.format ?? format;
    const shown = (property: keyof CsvFormat, word: (value: string) => string) => {
      const value = word(String(found[property]));
      return format[property] === 'auto'
        ? t('form.format.detected', 'Detected: {found}', { found: value })
        : value;
    };
    return [
      { label: t('form.format.encoding', 'Encoding'), value: shown('encoding', words.encoding) },
      {
        label: t('form.format.delimiter', 'Delimiter'),
        value: shown('delimiter', words.delimiter),
      },
      {
        label: t('form.format.enclosure', 'Field enclosure'),
        value: shown('enclosure', words.enclosure),
      },
      {
        label: t('form.format.line-separator', 'Line separator'),
        value: shown('lineSeparator', words.lineSeparator),
      },
      {
        label: t('form.format.header-row', 'Line with the column names'),
        value: shown('headerRow', String),
      },
    ];
  };
};

const useFieldLines = ({ assignment, columns }: FieldMatching): SummaryLine[] => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const none = t('wizard.summary.none', 'None');
  const groups = TARGET_FIELDS.map(({ type, fields }) => {
    const filled = fields.flatMap(({ id, attribute }) => {
      const assigned = assignment.get(id);
      return assigned ? [`${assigned.column} → ${attributeWord(attribute)}`] : [];
    });
    return { label: words.type(type), value: filled.length > 0 ? filled : none };
  });
  const unused = unusedColumns(columns, assignment).join(', ') || none;
  return [
    ...groups,
    { label: t('form.unused.title', 'Columns that fill no field'), value: unused },
  ];
};

const usePolicyLines = (): SummaryLine[] => {
  const t = useText();
  const words = useRunWords();
  const { mode, generate, missing, returning, limits } = useProfileForm().draft;
  const { extension, password, sipPassword, pin } = generate;
  const generated = [
    extension &&
      t('wizard.summary.extension', 'Extension ({from} to {to})', {
        from: String(extension.from),
        to: String(extension.to),
      }),
    password && t('form.generate.password', 'Password'),
    sipPassword && t('form.generate.sipPassword', 'SIP password'),
    pin && t('form.generate.pin', 'PIN'),
  ].filter(Boolean);
  const { removePercent } = limits;
  return [
    { label: t('form.mode', 'Mode'), value: words.mode(mode) },
    {
      label: t('form.generate', 'Generated fields'),
      value: generated.join(', ') || t('wizard.summary.none', 'None'),
    },
    ...(mode === 'create-update-remove'
      ? [
          {
            label: t('form.missing', 'Who is no longer in the source'),
            value:
              missing === 'remove'
                ? t('form.missing.remove', 'Remove')
                : t('form.missing.disable', 'Disable'),
          },
        ]
      : []),
    ...(mode === 'create-update-remove' && missing === 'disable'
      ? [
          {
            label: t('form.returning', 'Who comes back under a new ID'),
            value:
              returning === 'same-person'
                ? t('form.returning.same-person', 'Has the old user again')
                : t('form.returning.never', 'Is somebody new'),
          },
        ]
      : []),
    ...(removesMissing(mode)
      ? [
          {
            label: t('form.limits.remove-percent', 'Removed or disabled, in percent'),
            value:
              removePercent === null
                ? t('form.limits.none', 'No limit')
                : t('wizard.summary.limit', 'At most {percent} %', { percent: removePercent }),
          },
        ]
      : []),
  ];
};

/** All choices in words, by the step that they were made in. */
export const useSummary = (matching: FieldMatching): SummaryOfStep[] => {
  const t = useText();
  const { name, source } = useProfileForm().draft;
  const fileLines = useFileLines();
  const connectionLines = useConnectionLines();
  const readLines = useReadLines();
  const formatLines = useFormatLines();
  const fields = useFieldLines(matching);
  const policy = usePolicyLines();
  const format = formatOf(source);
  return [
    {
      step: 'source',
      lines: [
        { label: t('form.name', 'Name of the profile'), value: name },
        ...(source.type === 'ldap' ? connectionLines(source) : fileLines(source)),
      ],
    },
    source.type === 'ldap'
      ? { step: 'directory', lines: readLines(source) }
      : { step: 'format', lines: format ? formatLines(format) : [] },
    { step: 'fields', lines: fields },
    { step: 'policy', lines: policy },
  ];
};

import { shownAddress } from '../../../../shared/address';
import type { CsvFormat } from '../../../../shared/profile/csv';
import type { LdapInput } from '../../../../shared/profile/ldap';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { useFormatWords } from '../../hooks/useFormatWords';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { TARGET_FIELDS, unusedColumns } from '../../profile-form/assignment/assignment';
import type { FieldMatching } from '../../profile-form/assignment/useFieldMatching';
import { defaultsFor } from '../../profile-form/directory/directory';
import { encryptionOf } from '../../profile-form/directory/servers';
import { useProfileForm } from '../../profile-form/form-context';
import { type Path, valueAt } from '../../profile-form/path';
import { sentOf } from '../../profile-form/problems';
import { useRegisteredLines } from '../../profile-form/registered/useRegisteredLines';
import { useSettingTexts } from '../../profile-form/settings';
import { formatOf, isAtAddress, isDirectory } from '../../utils/source-kind';
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

/** A setting with what was entered or, where it is a choice, with the word for what was chosen. */
const useLine = () => {
  const texts = useSettingTexts();
  const { draft } = useProfileForm();
  return (path: Path, value: unknown = valueAt(draft, path)): SummaryLine => {
    const { label, choices = {} } = texts(path);
    return {
      label,
      value: Array.isArray(value) ? value : (choices[String(value)] ?? String(value)),
    };
  };
};

const useSourceLines = (): SummaryLine[] => {
  const t = useText();
  const line = useLine();
  const texts = useSettingTexts();
  const { draft, upload } = useProfileForm();
  const registeredLines = useRegisteredLines();
  const { source } = draft;
  if (source.type === 'registered') return registeredLines(source);
  if (isAtAddress(source)) {
    return [
      line('source.url', shownAddress(source.url)),
      line('source.auth.type', source.auth?.type ?? 'none'),
    ];
  }
  if (!isDirectory(source)) return [line('upload', upload.file?.name ?? '')];
  const { url, fallbackUrls } = sentOf({ source }).source;
  const { bind, bindDn, verifyCertificate } = source;
  const encryption = texts('source.startTls').choices?.[encryptionOf(source)] ?? '';
  const unverified = t('ldap.summary.unverified', '{encryption}, the certificate is not verified', {
    encryption,
  });
  const signIn = texts('source.bind').choices?.[bind] ?? bind;
  return [
    { label: t('ldap.servers', 'Servers'), value: [url, ...fallbackUrls] },
    line('source.startTls', verifyCertificate ? encryption : unverified),
    line('source.bind', bind === 'simple' ? `${signIn}: ${bindDn}` : bind),
    line('source.baseDn'),
  ];
};

/** What is read of a directory; the vendor's defaults where nothing else was chosen. */
const useReadLines = (): ((source: LdapInput) => SummaryLine[]) => {
  const t = useText();
  const line = useLine();
  const { vendor } = useProfileForm().preview;
  const none = t('ldap.none', 'None');
  return (source) => {
    const { filter, keyAttribute, disabledFilter, groups } = source;
    const defaults = defaultsFor(source, [vendor]);
    const roles = t(
      'ldap.summary.groups',
      '{count, plural, =0 {Each group is a role} one {# group gives a role} other {# groups give roles}}',
      { count: groups.roles.length }
    );
    return [
      line('source.vendor', defaults?.name ?? none),
      line('source.filter', filter || (defaults?.filter ?? none)),
      line('source.keyAttribute', (keyAttribute ?? defaults?.keyAttribute) || none),
      line('source.disabledFilter', (disabledFilter ?? defaults?.disabledFilter) || none),
      line('source.groups', groups.enabled ? roles : t('ldap.summary.no-groups', 'Not read')),
    ];
  };
};

const useFormatLines = (): ((format: CsvFormat) => SummaryLine[]) => {
  const t = useText();
  const line = useLine();
  const words = { ...useFormatWords(), headerRow: String };
  const { detection } = useProfileForm().preview;
  return (format) => {
    const found = detection?.format ?? format;
    const properties = [
      'encoding',
      'delimiter',
      'enclosure',
      'lineSeparator',
      'headerRow',
    ] as const;
    return properties.map((property) => {
      const value = words[property](String(found[property]));
      const detected = t('form.format.detected', 'Detected: {found}', { found: value });
      return line(`source.${property}`, format[property] === 'auto' ? detected : value);
    });
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
  const line = useLine();
  const texts = useSettingTexts();
  const { mode, generate, missing, limits } = useProfileForm().draft;
  const { extension } = generate;
  const generated = [
    extension &&
      t('wizard.summary.extension', 'Extension ({from} to {to})', {
        from: String(extension.from),
        to: String(extension.to),
      }),
    ...(['password', 'sipPassword', 'pin'] as const).map(
      (name) => generate[name] && texts(`generate.${name}`).label
    ),
  ].filter(Boolean);
  const { removePercent: percent } = limits;
  const limit =
    percent === null
      ? texts('limits.removePercent').empty
      : t('wizard.summary.limit', 'At most {percent} %', { percent });
  const isMissingAsked = mode === 'create-update-remove';
  return [
    line('mode'),
    line('generate', generated.join(', ') || t('wizard.summary.none', 'None')),
    ...(isMissingAsked ? [line('missing')] : []),
    ...(isMissingAsked && missing === 'disable' ? [line('returning')] : []),
    ...(removesMissing(mode) ? [line('limits.removePercent', limit)] : []),
  ];
};

/** All choices in words, by the step that they were made in. */
export const useSummary = (matching: FieldMatching): SummaryOfStep[] => {
  const line = useLine();
  const { source } = useProfileForm().draft;
  const sourceLines = useSourceLines();
  const readLines = useReadLines();
  const formatLines = useFormatLines();
  const fields = useFieldLines(matching);
  const policy = usePolicyLines();
  const format = formatOf(source);
  return [
    { step: 'source', lines: [line('name'), ...sourceLines] },
    ...(source.type === 'ldap' ? [{ step: 'directory', lines: readLines(source) } as const] : []),
    ...(format ? [{ step: 'format', lines: formatLines(format) } as const] : []),
    { step: 'fields', lines: fields },
    { step: 'policy', lines: policy },
  ];
};

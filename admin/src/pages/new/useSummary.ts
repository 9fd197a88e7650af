import { shownAddress } from '../../../../shared/address';
import { type Path, valueAt } from '../../../../shared/path';
import type { CsvFormat } from '../../../../shared/profile/csv';
import type { Fields } from '../../../../shared/profile/fields';
import type { LdapInput } from '../../../../shared/profile/ldap';
import type { RegisteredInput, SettingSchema } from '../../../../shared/profile/registered';
import { RECORD_TYPES } from '../../../../shared/records';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { useFormatWords } from '../../hooks/useFormatWords';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { unusedColumns } from '../../profile-form/assignment/assignment';
import { useFieldWords } from '../../profile-form/assignment/useFieldWords';
import { defaultsFor } from '../../profile-form/directory/directory';
import { encryptionOf } from '../../profile-form/directory/servers';
import { useProfileForm } from '../../profile-form/form-context';
import { useFilterWords } from '../../profile-form/mapping/useFilterWords';
import { sentOf } from '../../profile-form/problems';
import { useSettingTexts } from '../../profile-form/settings';
import { useSourceKinds } from '../../profile-form/useSourceKinds';
import { formatOf, isAtAddress } from '../../utils/source-kind';
import { isWritten, removesMissing } from './draft';
import type { StepId } from './steps';

export interface SummaryLine {
  label: string;
  value: string | string[];
}

interface SummaryOfStep {
  step: StepId;
  lines: SummaryLine[];
}

/** What there is to say of how a file is read, by its kind. */
const FORMATS = {
  csv: ['encoding', 'delimiter', 'enclosure', 'lineSeparator', 'headerRow'],
  xlsx: ['sheet', 'headerRow'],
  ods: ['sheet', 'headerRow'],
  vcard: ['encoding'],
} as const;

/** What lines are written with. */
const useWords = () => {
  const t = useText();
  const texts = useSettingTexts();
  const { draft, upload, preview } = useProfileForm();
  return {
    t,
    texts,
    draft,
    upload,
    preview,
    none: t('wizard.summary.none', 'None'),
    /** A setting with what was entered or, where it is a choice, with the word for what was chosen. */
    line: (path: Path, value: unknown = valueAt(draft, path)): SummaryLine => {
      const { label, choices = {} } = texts(path);
      return {
        label,
        value: Array.isArray(value) ? value : (choices[String(value)] ?? String(value)),
      };
    },
  };
};

type Words = ReturnType<typeof useWords>;

const directoryLines = ({ t, texts, line }: Words, source: LdapInput): SummaryLine[] => {
  const { url, fallbackUrls, bind, bindDn, verifyCertificate } = sentOf({ source }).source;
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
const readLines = ({ t, line, none, preview }: Words, source: LdapInput): SummaryLine[] => {
  const { filter, keyAttribute, disabledFilter, groups } = source;
  const defaults = defaultsFor(source, [preview.vendor]);
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

const shownSetting = ({ destination }: SettingSchema, value: unknown): string => {
  if (Array.isArray(value)) return value.join(', ');
  return destination ? shownAddress(String(value)) : String(value);
};

/** A source of another plugin: what it is and what was entered, secrets aside. */
const useRegisteredLines = () => {
  const kinds = useSourceKinds() ?? [];
  return ({ line }: Words, { name, settings }: RegisteredInput): SummaryLine[] => {
    const kind = kinds.find((one) => one.name === name);
    const all = Object.entries(kind?.settings.properties ?? {});
    return [
      line('source.type', kind?.label ?? name),
      ...all
        .filter(([key, { secret = false }]) => !secret && settings[key] !== undefined)
        .map(([key, setting]) => ({
          label: setting.title ?? key,
          value: shownSetting(setting, settings[key]),
        })),
    ];
  };
};

const useSourceLines = (words: Words): SummaryLine[] => {
  const registeredLines = useRegisteredLines();
  const { line, none, draft, upload } = words;
  const { source } = draft;
  if (source.type === 'registered') return registeredLines(words, source);
  if (source.type === 'ldap') return directoryLines(words, source);
  if (source.type === 'push') {
    return [line('source.type'), line('source.columns', source.columns.join(', ') || none)];
  }
  if (!isAtAddress(source)) return [line('upload', upload.file?.name ?? '')];
  return [
    line('source.url', shownAddress(source.url)),
    line('source.auth.type', source.auth?.type ?? 'none'),
  ];
};

const useFormatLines = ({ t, line, preview }: Words) => {
  const formatWords = { ...useFormatWords(), headerRow: String };
  return (format: CsvFormat): SummaryLine[] =>
    FORMATS[preview.detection?.file?.kind ?? 'csv'].map((property) => {
      const found = formatWords[property](String((preview.detection?.format ?? format)[property]));
      const detected = t('form.format.detected', 'Detected: {found}', { found });
      return line(`source.${property}`, format[property] === 'auto' ? detected : found);
    });
};

const useFieldLines = (
  { t, texts, line, none, draft }: Words,
  fields: Fields,
  columns: readonly string[]
): SummaryLine[] => {
  const runWords = useRunWords();
  const attributeWord = useAttributeWords();
  const { origin } = useFieldWords();
  const filterWords = useFilterWords();
  const groups = RECORD_TYPES.map((type) => {
    const filled = fields
      .filter((record) => record.type === type)
      .flatMap(({ values }) =>
        Object.entries(values).map(
          ([attribute, value]) => `${origin(attribute, value)} → ${attributeWord(attribute)}`
        )
      );
    return { label: runWords.type(type), value: filled.length > 0 ? [...new Set(filled)] : none };
  });
  const filter = filterWords.lines(draft.preFilter);
  const unused = unusedColumns(columns, fields).join(', ') || none;
  return [
    ...groups,
    { label: t('form.unused.title', 'Columns that fill no field'), value: unused },
    line('preFilter', filter.length > 0 ? filter : texts('preFilter').empty),
  ];
};

const policyLines = ({ t, texts, line, none, draft }: Words): SummaryLine[] => {
  const { mode, generate, missing, limits } = draft;
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
    line('generate', generated.join(', ') || none),
    ...(isMissingAsked ? [{ ...line('missing.do'), label: texts('missing').label }] : []),
    ...(isMissingAsked && missing.do === 'disable' ? [line('returning')] : []),
    ...(removesMissing(mode) ? [line('renamed')] : []),
    ...(removesMissing(mode) ? [line('limits.removePercent', limit)] : []),
  ];
};

const writtenLines = ({ t, line, none, draft }: Words): SummaryLine[] => {
  const { template, variables, preFilter } = draft;
  const names = variables.map(({ name }) => name);
  return [
    line(
      'template',
      t('wizard.summary.template', '{count, plural, one {# line} other {# lines}}', {
        count: template.trim().split('\n').length,
      })
    ),
    line('variables', names.length > 0 ? names : none),
    ...(preFilter === '' ? [] : [line('preFilter')]),
  ];
};

/** All choices in words, by the step that they were made in. */
export const useSummary = (fields: Fields, columns: readonly string[]): SummaryOfStep[] => {
  const words = useWords();
  const { source } = words.draft;
  const sourceLines = useSourceLines(words);
  const formatLines = useFormatLines(words);
  const fieldLines = useFieldLines(words, fields, columns);
  const format = formatOf(source);
  return [
    { step: 'source', lines: [words.line('name'), ...sourceLines] },
    ...(source.type === 'ldap'
      ? [{ step: 'directory', lines: readLines(words, source) } as const]
      : []),
    ...(format ? [{ step: 'format', lines: formatLines(format) } as const] : []),
    { step: 'fields', lines: isWritten(words.draft) ? writtenLines(words) : fieldLines },
    { step: 'policy', lines: policyLines(words) },
  ];
};

import { shownAddress } from '../../../../../shared/address';
import { defaultsFor } from '../../../components/ldap/model/defaults';
import { useAttributeWords } from '../../../components/changes/useAttributeWords';
import { useFormatWords } from '../../../hooks/useFormatWords';
import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import type { SourceKindId } from '../../../utils/source-kind';
import { unusedColumns } from '../model/assignment';
import type { StepId } from '../model/draft';
import { TARGET_FIELDS } from '../model/fields';
import { removesMissing } from '../model/policy';
import type { Wizard } from '../useWizard';
import type { SummaryLine } from './SummaryPart';
import { useConnectionLines, useDirectoryLines } from './useDirectorySummary';

interface SummaryOfStep {
  step: StepId;
  lines: SummaryLine[];
}

const useSourceLines = ({ draft }: Wizard): SummaryLine[] => {
  const t = useText();
  const { name, kind, upload, url, ldap } = draft;
  const auth = {
    none: t('wizard.auth.none', 'None'),
    basic: t('wizard.auth.basic', 'User name and password'),
    bearer: t('wizard.auth.bearer', 'Token'),
  };
  const directory = useConnectionLines(ldap);
  const places: Record<SourceKindId, SummaryLine[]> = {
    upload: [{ label: t('wizard.summary.file', 'Uploaded file'), value: upload?.name ?? '' }],
    url: [
      { label: t('wizard.url', 'Address of the CSV file'), value: shownAddress(url.url) },
      { label: t('wizard.auth', 'Authentication'), value: auth[url.auth] },
    ],
    ldap: directory,
  };
  return [{ label: t('wizard.name', 'Name of the profile'), value: name }, ...places[kind]];
};

const useFormatLines = ({ draft, preview }: Wizard): SummaryLine[] => {
  const t = useText();
  const words = useFormatWords();
  const found = preview.detection?.format ?? draft.format;
  const { format } = draft;
  const shown = (property: 'encoding' | 'delimiter' | 'lineSeparator' | 'enclosure') => {
    const word = words[property](found[property]);
    return format[property] === 'auto'
      ? t('wizard.format.detected', 'Detected: {found}', { found: word })
      : word;
  };
  return [
    { label: t('wizard.format.encoding', 'Encoding'), value: shown('encoding') },
    { label: t('wizard.format.delimiter', 'Delimiter'), value: shown('delimiter') },
    { label: t('wizard.format.enclosure', 'Field enclosure'), value: shown('enclosure') },
    { label: t('wizard.format.line', 'Line separator'), value: shown('lineSeparator') },
    {
      label: t('wizard.format.header', 'Line with the column names'),
      value:
        format.headerRow === 'auto'
          ? t('wizard.format.detected', 'Detected: {found}', { found: String(found.headerRow) })
          : String(format.headerRow),
    },
  ];
};

const useFieldLines = ({ matching }: Wizard): SummaryLine[] => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const { assignment, columns } = matching;
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
    { label: t('wizard.unused.title', 'Columns that fill no field'), value: unused },
  ];
};

const usePolicyLines = ({ draft }: Wizard): SummaryLine[] => {
  const t = useText();
  const words = useRunWords();
  const { policy } = draft;
  const generated = [
    policy.extension &&
      t('wizard.summary.extension', 'Extension ({from} to {to})', {
        from: String(policy.extensionFrom),
        to: String(policy.extensionTo),
      }),
    policy.password && t('wizard.generate.password', 'Password'),
    policy.sipPassword && t('wizard.generate.sipPassword', 'SIP password'),
    policy.pin && t('wizard.generate.pin', 'PIN'),
  ].filter((word) => word !== false);
  const lines = [
    { label: t('wizard.mode', 'What a run does'), value: words.mode(policy.mode) },
    {
      label: t('wizard.generate.title', 'Generated fields'),
      value: generated.join(', ') || t('wizard.summary.none', 'None'),
    },
  ];
  if (policy.mode === 'create-update-remove') {
    lines.push({
      label: t('wizard.missing', 'Who is no longer in the source'),
      value:
        policy.missing === 'remove'
          ? t('wizard.missing.remove', 'Remove')
          : t('wizard.missing.disable', 'Disable'),
    });
  }
  if (removesMissing(policy.mode)) {
    lines.push({
      label: t('wizard.limit.title', 'Safety limit'),
      value: t('wizard.summary.limit', 'At most {percent} % removed', {
        percent: policy.removePercent,
      }),
    });
  }
  return lines;
};

/** How a file is read, or what of a directory. */
const useReadingLines = (wizard: Wizard): SummaryOfStep[] => {
  const format = useFormatLines(wizard);
  const { draft, preview } = wizard;
  const defaults = defaultsFor(draft.ldap, [preview.vendor]);
  const directory = useDirectoryLines(draft.ldap, defaults);
  return draft.kind === 'ldap'
    ? [{ step: 'directory', lines: directory }]
    : [{ step: 'format', lines: format }];
};

/** All choices in words, by the step that they were made in. */
export const useSummary = (wizard: Wizard): SummaryOfStep[] => [
  { step: 'source', lines: useSourceLines(wizard) },
  ...useReadingLines(wizard),
  { step: 'fields', lines: useFieldLines(wizard) },
  { step: 'policy', lines: usePolicyLines(wizard) },
];

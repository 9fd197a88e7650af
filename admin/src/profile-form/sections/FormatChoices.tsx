import * as React from 'react';

import type { DetectionView } from '../../../../shared/contracts/sources';
import { RadioCards } from '../../components/forms/RadioCards';
import { useFormatWords } from '../../hooks/useFormatWords';
import { useLastDefined } from '../../hooks/useLastDefined';
import { useText } from '../../hooks/useText';
import { useDetectSourceQuery, useDetectUploadQuery } from '../../services/sources';
import { formatOf, isAtAddress } from '../../utils/source-kind';
import { useProfileForm } from '../form-context';
import { encodingsIn, headerChoices, isHeaderUnsure } from '../format-choices';

const AUTO = 'auto';

interface ChoicesProps {
  detection: DetectionView;
}

/** The file, whatever format it is read in. */
const useFileIdentity = (): string => {
  const { draft, upload } = useProfileForm();
  return (isAtAddress(draft.source) ? draft.source.url : upload.file?.id) ?? '';
};

/** What is set, before the file has been read so, or was found. */
const useChosen = (property: 'encoding' | 'headerRow', { format }: DetectionView): string => {
  const set = formatOf(useProfileForm().draft.source)?.[property] ?? AUTO;
  return String(set === AUTO ? format[property] : set);
};

/** Asks which words are right, where a file may be in several encodings. */
const EncodingChoice = ({ detection }: ChoicesProps) => {
  const t = useText();
  const { set, isReadOnly } = useProfileForm();
  const words = useFormatWords();
  const chosen = useChosen('encoding', detection);
  const found = React.useMemo(() => encodingsIn(detection), [detection]);
  // What is picked is in no doubt any more, and can still be picked anew.
  const choices = useLastDefined(useFileIdentity(), found.length > 0 ? found : undefined);
  if (!choices) return null;
  return (
    <RadioCards
      legend={t('form.encoding.legend', 'Which of these reads correctly?')}
      name="encoding"
      value={chosen}
      cards={choices.map(({ encoding, words: shown }) => ({
        value: encoding,
        title: shown.length > 0 ? shown.join(', ') : words.encoding(encoding),
        description: words.encoding(encoding),
        isDisabled: isReadOnly,
      }))}
      onChange={(encoding) => set('source.encoding', encoding)}
    />
  );
};

/** The file from its first row on. */
const useBeginning = (detection: DetectionView, isWanted: boolean): DetectionView | undefined => {
  const { profile, draft, upload } = useProfileForm();
  const { source } = draft;
  const format = { ...detection.format, headerRow: 1 };
  const isFetched = isAtAddress(source);
  const uploaded = useDetectUploadQuery(
    { id: upload.file?.id ?? '', format },
    { skip: !isWanted || isFetched || upload.file === null }
  );
  const fetched = useDetectSourceQuery(
    { profile, source: { ...source, ...format } as typeof source },
    { skip: !isWanted || !isFetched }
  );
  return isFetched ? fetched.currentData : uploaded.currentData;
};

/** The furthest row of a file that was ever taken: what has been offered once can be picked again. */
const useFurthest = (identity: string, row: number): number => {
  const [seen, setSeen] = React.useState({ identity, row });
  const furthest = seen.identity === identity ? Math.max(seen.row, row) : row;
  if (seen.identity !== identity || seen.row !== furthest) setSeen({ identity, row: furthest });
  return furthest;
};

const NO_NAMES = '0';
const SHOWN_CELLS = 8;

/** Asks which row has the column names, where it may be another one. */
const HeaderChoice = ({ detection }: ChoicesProps) => {
  const t = useText();
  const { set, isReadOnly } = useProfileForm();
  const chosen = useChosen('headerRow', detection);
  const identity = useFileIdentity();
  const isUnsure = useLastDefined(identity, isHeaderUnsure(detection) || undefined) ?? false;
  const beginning = useLastDefined(identity, useBeginning(detection, isUnsure));
  const taken = Number(chosen) || 0;
  const furthest = useFurthest(identity, taken);
  if (!isUnsure || !beginning) return null;
  const rows = headerChoices(beginning, furthest).map(({ row, cells }) => ({
    value: String(row),
    title: t('form.header.row', 'Row {row}', { row: String(row) }),
    description: [
      ...cells.slice(0, SHOWN_CELLS),
      ...(cells.length > SHOWN_CELLS ? ['…'] : []),
    ].join(' · '),
    isDisabled: isReadOnly,
  }));
  return (
    <RadioCards
      legend={t('form.header.legend', 'Which row has the column names?')}
      name="headerRow"
      value={String(taken)}
      cards={[
        ...rows,
        {
          value: NO_NAMES,
          title: t('form.header.none', 'None'),
          description: t(
            'form.header.none.text',
            'The file begins with its first row; its columns are called A, B, C …'
          ),
          isDisabled: isReadOnly,
        },
      ]}
      onChange={(row) => set('source.headerRow', Number(row))}
    />
  );
};

/** What a file leaves in doubt, to be picked by what is seen of it. */
export const FormatChoices = ({ detection }: ChoicesProps) => (
  <>
    {detection.file?.kind !== 'xlsx' && detection.file?.kind !== 'ods' && (
      <EncodingChoice detection={detection} />
    )}
    {detection.file?.kind !== 'vcard' && <HeaderChoice detection={detection} />}
  </>
);

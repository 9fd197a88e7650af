import { Box, Typography } from '@strapi/design-system';

import type { ConnectorDraftView, ConnectorNoteView } from '../../../../shared/contracts/pascom';
import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { useText } from '../../hooks/useText';
import { useSettingWords } from '../../profile-form/settings';

const VARIANTS = { error: 'danger', warning: 'warning', info: 'info' } as const;

/** Names the part that a note is about, and the line of what was pasted. */
const usePlace = ({ profile, variables }: ConnectorDraftView) => {
  const t = useText();
  const settingWord = useSettingWords();
  const words: Record<string, string> = {
    preFilter: t('pascom.place.pre-filter', 'Pre-filter'),
    template: t('pascom.place.structure', 'Structure'),
    variables: t('pascom.place.variables', 'Variables'),
    source: t('pascom.place.source', 'Source'),
  };
  return ({ path, line }: ConnectorNoteView): string => {
    const [part = '', index] = path;
    const name = part === 'variables' ? profile.variables[Number(index)]?.name : undefined;
    const begin = variables.find((variable) => variable.name === name)?.line ?? 1;
    const place = words[part] ?? settingWord(path);
    const named = name === undefined ? place : `${place}, ${name}`;
    const first = line ?? (name === undefined ? null : 1);
    return first === null
      ? named
      : t('pascom.place.line', '{place}, line {line}', { place: named, line: begin + first - 1 });
  };
};

/** What a person should look at, each with its place and what to do. */
export const NoteList = ({ draft }: { draft: ConnectorDraftView }) => {
  const placeOf = usePlace(draft);
  const texts = useCodeTexts();
  return (
    <Stack tag="ul" gap={3}>
      {draft.notes.map((note) => {
        const { severity, code, path, line, message } = note;
        return (
          <Box tag="li" key={`${code} ${path.join('.')} ${line} ${message}`}>
            <Notice variant={VARIANTS[severity]} title={texts.title(code)}>
              <Typography tag="p" variant="pi" textColor="neutral600">
                {placeOf(note)}
              </Typography>
              {texts.message(note)}
            </Notice>
          </Box>
        );
      })}
    </Stack>
  );
};

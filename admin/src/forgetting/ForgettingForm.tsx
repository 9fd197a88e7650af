import * as React from 'react';

import { Box, Checkbox, Field, TextInput } from '@strapi/design-system';

import { Stack } from '../components/areas';
import { TypedName } from '../components/dialogs/TypedName';
import { Notice } from '../components/feedback/Notice';
import { FieldLabel, Muted } from '../components/text';
import { type Text, useText } from '../hooks/useText';

/** What somebody has entered so far. */
export interface ForgettingDraft {
  keepOut: boolean;
  reference: string;
  typed: string;
}

const comingBack = (t: Text, sources: readonly string[], keepOut: boolean): string => {
  const said = { count: sources.length, profiles: sources.join(', ') };
  if (sources.length === 0) {
    return t('forgetting.no-source', 'No profile has or had this person in its source.');
  }
  return keepOut
    ? t(
        'forgetting.kept-out',
        '{count, plural, one {The profile {profiles} has} other {The profiles {profiles} have}} brought this person, and will leave them out. Have them removed in the source, too: nothing is changed there.',
        said
      )
    : t(
        'forgetting.comes-back',
        'The next run of {profiles} brings this person again if the source still has them.',
        said
      );
};

interface ForgettingFormProps {
  id: string;
  draft: ForgettingDraft;
  /** What is typed to confirm. */
  name: string;
  /** The names of the profiles that may bring the person again. */
  sources: readonly string[];
  referenceError: string | null;
  onChange: (change: Partial<ForgettingDraft>) => void;
  onSubmit: () => void;
}

/** Asks how somebody is to be forgotten, and whether that is meant. */
export const ForgettingForm = ({
  id,
  draft: { keepOut, reference, typed },
  name,
  sources,
  referenceError,
  onChange,
  onSubmit,
}: ForgettingFormProps) => {
  const t = useText();
  const hint = React.useId();
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form id={id} onSubmit={submit}>
      <Stack gap={5}>
        <Stack gap={1}>
          <Checkbox
            checked={keepOut}
            aria-describedby={hint}
            onCheckedChange={(checked: boolean | 'indeterminate') =>
              onChange({ keepOut: checked === true })
            }
          >
            {t('forgetting.keep-out', 'Keep this person out of the next runs')}
          </Checkbox>
          <Box paddingLeft={7}>
            <Muted id={hint}>
              {t(
                'forgetting.keep-out.hint',
                'What is stored for it does not tell who the person was. You can allow them again at any time.'
              )}
            </Muted>
          </Box>
        </Stack>
        <Notice variant={keepOut || sources.length === 0 ? 'info' : 'warning'}>
          {comingBack(t, sources, keepOut)}
        </Notice>
        <Field.Root
          name="reference"
          error={referenceError ?? undefined}
          hint={t(
            'forgetting.reference.hint',
            'Such as the number of a ticket. It stays in the report, so it must not tell who the person was.'
          )}
        >
          <FieldLabel>{t('forgetting.reference', 'Reference')}</FieldLabel>
          <TextInput
            autoComplete="off"
            maxLength={200}
            value={reference}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
              onChange({ reference: event.target.value })
            }
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
        <TypedName
          label={t('forgetting.confirm', 'Type this name to confirm')}
          name={name}
          value={typed}
          onChange={(value) => onChange({ typed: value })}
        />
      </Stack>
    </form>
  );
};

import * as React from 'react';

import { Field, Flex, Grid, TextInput, Typography } from '@strapi/design-system';

import type { Generate } from '../../../../../shared/profile';
import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { messageOf } from '../../../profile-form/problems';
import { CheckField } from '../parts/CheckField';
import { Panel } from '../parts/Panel';

const FIRST_RANGE = { from: 100, to: 999 };

type Range = NonNullable<Generate['extension']>;

interface BoundProps {
  name: string;
  label: string;
  value: number;
  isInvalid: boolean;
  onChange: (value: number) => void;
}

const Bound = ({ name, label, value, isInvalid, onChange }: BoundProps) => {
  const { isReadOnly } = useEditor();
  return (
    <Field.Root name={name} error={isInvalid} width="100%">
      <Field.Label>{label}</Field.Label>
      <TextInput
        type="number"
        min={1}
        value={value === 0 ? '' : value}
        disabled={isReadOnly}
        onChange={({ target }: React.ChangeEvent<HTMLInputElement>) =>
          onChange(Number.isNaN(target.valueAsNumber) ? 0 : target.valueAsNumber)
        }
      />
    </Field.Root>
  );
};

const RangeFields = ({ range }: { range: Range }) => {
  const t = useText();
  const { draft, change, problems } = useEditor();
  const message = messageOf(problems, 'generate.extension');
  const set = (part: Partial<Range>) =>
    change('generate', { ...draft.generate, extension: { ...range, ...part } });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Grid.Root gap={4}>
        <Grid.Item col={3} s={6} xs={6}>
          <Bound
            name="generate.extension.from"
            label={t('editor.generate.from', 'From')}
            value={range.from}
            isInvalid={message !== undefined}
            onChange={(from) => set({ from })}
          />
        </Grid.Item>
        <Grid.Item col={3} s={6} xs={6}>
          <Bound
            name="generate.extension.to"
            label={t('editor.generate.to', 'To')}
            value={range.to}
            isInvalid={message !== undefined}
            onChange={(to) => set({ to })}
          />
        </Grid.Item>
      </Grid.Root>
      {message !== undefined && (
        <Typography tag="p" variant="pi" textColor="danger600">
          {message}
        </Typography>
      )}
    </Flex>
  );
};

/** What is made up for users where the file has nothing. */
export const GeneratePanel = () => {
  const t = useText();
  const { draft, change } = useEditor();
  const { generate } = draft;
  const set = (part: Partial<Generate>) => change('generate', { ...generate, ...part });
  return (
    <Panel
      title={t('editor.generate', 'Made up where the source has nothing')}
      description={t(
        'editor.generate.description',
        'For users that have none, neither in the source nor in Strapi. Secrets that a run made up can be fetched once, from its page.'
      )}
    >
      <CheckField
        label={t('editor.generate.extension', 'Extension')}
        hint={t('editor.generate.extension.hint', 'The next free number of a range.')}
        isChecked={generate.extension !== null}
        onChange={(isChecked) => set({ extension: isChecked ? FIRST_RANGE : null })}
      />
      {generate.extension && <RangeFields range={generate.extension} />}
      <CheckField
        label={t('editor.generate.password', 'Password')}
        isChecked={generate.password}
        onChange={(password) => set({ password })}
      />
      <CheckField
        label={t('editor.generate.sip-password', 'SIP password')}
        isChecked={generate.sipPassword}
        onChange={(sipPassword) => set({ sipPassword })}
      />
      <CheckField
        label={t('editor.generate.pin', 'PIN')}
        isChecked={generate.pin}
        onChange={(pin) => set({ pin })}
      />
    </Panel>
  );
};

import { Box, Typography } from '@strapi/design-system';

import { columnName } from '../../../../shared/text';
import { Stack } from '../../components/areas';
import { Muted } from '../../components/text';
import { useRowWords } from '../../hooks/useWords';
import { useText } from '../../hooks/useText';
import { shownValue } from '../../utils/shown-value';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { AddButton, RemoveButton, useEditedList } from '../edited-list';
import { ExpressionField } from './ExpressionField';
import { useTrial } from './trial-context';
import { useExpressionWords } from './useMappingWords';

const TriedValue = ({ name }: { name: string }) => {
  const t = useText();
  const trial = useTrial();
  const { draft } = useProfileForm();
  const rowWords = useRowWords(draft.source);
  const variables = trial.result?.variables;
  if (!variables || !Object.hasOwn(variables, name)) return null;
  const value = shownValue(variables[name]) ?? t('run.value.empty', 'empty');
  return (
    <Muted style={{ overflowWrap: 'anywhere' }}>
      {trial.row !== null && `${rowWords(trial.row)}: `}
      {value}
    </Muted>
  );
};

interface VariableFieldsProps {
  place: number;
  /** Whether it has just been added. */
  isNew: boolean;
  onRemove: () => void;
}

/** One variable: its name, its expression and its value in the row that is tried. */
const VariableFields = ({ place, isNew, onRemove }: VariableFieldsProps) => {
  const t = useText();
  const { draft } = useProfileForm();
  const words = useExpressionWords(place);
  const { name = '', expression = '' } = draft.variables[place] ?? {};
  const called = name === '' ? String(place + 1) : name;
  return (
    <Box tag="li" position="relative" padding={4} hasRadius borderColor="neutral200" minWidth={0}>
      <Stack gap={3}>
        <Box maxWidth="32rem" marginRight={8}>
          <TextField
            path={`variables.${place}.name`}
            label={t('form.variable.name', 'Name')}
            isFocused={isNew}
          />
        </Box>
        <Stack gap={1} minWidth={0}>
          <Typography variant="pi" fontWeight="bold" textColor="neutral800" aria-hidden>
            {t('form.variable.expression', 'Expression')}
          </Typography>
          <ExpressionField
            path={`variables.${place}.expression`}
            label={t('form.variable.expression-of', 'Expression of variable {name}', {
              name: called,
            })}
            language="expression"
            place={`variables.${columnName(name)}`}
            words={words}
            maxHeight="40vh"
          />
          <TriedValue name={name} />
        </Stack>
      </Stack>
      {/* In the corner, but last for the keyboard: from the name it goes on to the expression. */}
      <Box position="absolute" top={4} right={4}>
        <RemoveButton
          label={t('form.variable.remove', 'Remove variable {name}', { name: called })}
          question={t(
            'form.variable.remove.question',
            'Its expression goes with it, until the profile is loaded again without saving.'
          )}
          isFilled={name.trim() !== '' || expression.trim() !== ''}
          onRemove={onRemove}
        />
      </Box>
    </Box>
  );
};

/** Values that are computed from a row. */
export const VariablesSection = () => {
  const t = useText();
  const { draft, set } = useProfileForm();
  const { variables } = draft;
  const list = useEditedList(variables, (next) => set('variables', next));
  return (
    <Section of="variables">
      {variables.length === 0 && (
        <Typography textColor="neutral600">
          {t('form.variables.none', 'No variables are defined: the template uses the columns.')}
        </Typography>
      )}
      {variables.length > 0 && (
        <Stack tag="ol" gap={4}>
          {variables.map((_variable, place) => (
            <VariableFields
              // No editor goes on with the history of another one.
              key={`${list.removals}-${place}`}
              place={place}
              isNew={list.isNew(place)}
              onRemove={() => list.remove(place)}
            />
          ))}
        </Stack>
      )}
      <AddButton list={list} item={{ name: '', expression: '' }}>
        {t('form.variables.add', 'Add a variable')}
      </AddButton>
    </Section>
  );
};

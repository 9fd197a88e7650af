import { Box, Flex, Typography } from '@strapi/design-system';

import type { Variable } from '../../../../../shared/profile';
import { offerForExpression } from '../../../components/code/jsonata-completion';
import { RemoveButton } from '../../../components/forms/RemoveButton';
import { useRowWords } from '../../../hooks/useRowWords';
import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { CodeField } from '../../../profile-form/fields/CodeField';
import { TextField } from '../parts/TextField';
import { shownValue } from '../trial/values';
import { useExpressionWords } from '../words/useMappingWords';

const TriedValue = ({ name }: { name: string }) => {
  const t = useText();
  const { trial, draft } = useEditor();
  const rowWords = useRowWords(draft.source);
  const variables = trial.result?.variables;
  if (!variables || !Object.hasOwn(variables, name)) return null;
  const value = shownValue(variables[name]) ?? t('editor.trial.empty', 'empty');
  return (
    <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
      {trial.row !== null && `${rowWords(trial.row)}: `}
      {value}
    </Typography>
  );
};

interface VariableFieldsProps {
  place: number;
  variable: Variable;
  /** Whether it has just been added. */
  isNew: boolean;
  onChange: (variable: Variable) => void;
  onRemove: () => void;
}

/** One variable: its name, its expression and its value in the row that is tried. */
export const VariableFields = ({
  place,
  variable,
  isNew,
  onChange,
  onRemove,
}: VariableFieldsProps) => {
  const t = useText();
  const { isReadOnly } = useEditor();
  const words = useExpressionWords(place);
  const { name, expression } = variable;
  const called = name === '' ? String(place + 1) : name;
  return (
    <Box tag="li" position="relative" padding={4} hasRadius borderColor="neutral200" minWidth={0}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Box maxWidth="32rem" marginRight={8}>
          <TextField
            path={`variables.${place}.name`}
            label={t('editor.variable.name', 'Name')}
            value={name}
            isFocused={isNew}
            onChange={(changed) => onChange({ name: changed, expression })}
          />
        </Box>
        <Flex direction="column" alignItems="stretch" gap={1} minWidth={0}>
          <Typography variant="pi" fontWeight="bold" textColor="neutral800" aria-hidden>
            {t('editor.variable.expression', 'Expression')}
          </Typography>
          <CodeField
            path={`variables.${place}.expression`}
            label={t('editor.variable.expression-of', 'Expression of variable {name}', {
              name: called,
            })}
            language="jsonata"
            value={expression}
            onChange={(changed) => onChange({ name, expression: changed })}
            offering={(before, isAsked) => offerForExpression(before, words, isAsked)}
            maxHeight="40vh"
          />
          <TriedValue name={name} />
        </Flex>
      </Flex>
      {!isReadOnly && (
        // In the corner, but last for the keyboard: from the name it goes on to the expression.
        <Box position="absolute" top={4} right={4}>
          <RemoveButton
            label={t('editor.variable.remove', 'Remove variable {name}', { name: called })}
            question={t(
              'editor.variable.remove.question',
              'Its expression goes with it, until the profile is loaded again without saving.'
            )}
            isFilled={name.trim() !== '' || expression.trim() !== ''}
            onRemove={onRemove}
          />
        </Box>
      )}
    </Box>
  );
};

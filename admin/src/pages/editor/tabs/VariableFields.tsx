import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import type { Variable } from '../../../../../shared/contracts/profiles';
import { offerForExpression } from '../../../components/code/jsonata-completion';
import { useRowWords } from '../../../hooks/useRowWords';
import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { CodeField } from '../parts/CodeField';
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
    <Box tag="li" padding={4} hasRadius borderColor="neutral200" minWidth={0}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex gap={4} alignItems="flex-start" justifyContent="space-between">
          <Box flex="1" maxWidth="32rem">
            <TextField
              path={`variables.${place}.name`}
              label={t('editor.variable.name', 'Name')}
              value={name}
              isFocused={isNew}
              onChange={(changed) => onChange({ name: changed, expression })}
            />
          </Box>
          {!isReadOnly && (
            <IconButton
              label={t('editor.variable.remove', 'Remove variable {name}', { name: called })}
              onClick={onRemove}
            >
              <Trash />
            </IconButton>
          )}
        </Flex>
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
    </Box>
  );
};

import * as React from 'react';

import { Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import type { Variable } from '../../../../../shared/profile';
import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { Panel } from '../parts/Panel';
import { WithTrial } from '../parts/WithTrial';
import { VariableFields } from './VariableFields';

/** Values that are computed from a row. */
export const VariablesTab = () => {
  const t = useText();
  const { draft, change, isReadOnly } = useEditor();
  const { variables } = draft;
  const [added, setAdded] = React.useState<number | null>(null);
  const [removals, setRemovals] = React.useState(0);
  const addButton = React.useRef<HTMLButtonElement>(null);

  const set = (place: number, variable: Variable) =>
    change('variables', variables.with(place, variable));

  const add = () => {
    setAdded(variables.length);
    change('variables', [...variables, { name: '', expression: '' }]);
  };

  const remove = (place: number) => {
    setAdded(null);
    setRemovals(removals + 1);
    change('variables', variables.toSpliced(place, 1));
    // After the question, where there was one, has let go of it.
    setTimeout(() => addButton.current?.focus());
  };

  return (
    <WithTrial steps={['row', 'variables', 'issues']}>
      <Panel
        title={t('editor.variables', 'Variables')}
        description={t(
          'editor.variables.description',
          'Every column is a variable of the same name already. Define one to compute a value, or to change that of a column. A variable can use those above it, as $name.'
        )}
      >
        {variables.length === 0 && (
          <Typography textColor="neutral600">
            {t('editor.variables.none', 'No variables are defined: the template uses the columns.')}
          </Typography>
        )}
        {variables.length > 0 && (
          <Flex tag="ol" direction="column" alignItems="stretch" gap={4}>
            {variables.map((variable, place) => (
              <VariableFields
                // No editor goes on with the history of another one.
                key={`${removals}-${place}`}
                place={place}
                variable={variable}
                isNew={place === added}
                onChange={(changed) => set(place, changed)}
                onRemove={() => remove(place)}
              />
            ))}
          </Flex>
        )}
        {!isReadOnly && (
          <Flex>
            <Button ref={addButton} variant="secondary" startIcon={<Plus />} onClick={add}>
              {t('editor.variables.add', 'Add a variable')}
            </Button>
          </Flex>
        )}
      </Panel>
    </WithTrial>
  );
};

import * as React from 'react';

import { Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { VariableFields } from './VariableFields';

/** Values that are computed from a row. */
export const VariablesSection = () => {
  const t = useText();
  const { draft, set, isReadOnly } = useProfileForm();
  const { variables } = draft;
  const [added, setAdded] = React.useState<number | null>(null);
  const [removals, setRemovals] = React.useState(0);
  const addButton = React.useRef<HTMLButtonElement>(null);

  const add = () => {
    setAdded(variables.length);
    set('variables', [...variables, { name: '', expression: '' }]);
  };

  const remove = (place: number) => {
    setAdded(null);
    setRemovals(removals + 1);
    set('variables', variables.toSpliced(place, 1));
    // After the question, where there was one, has let go of it.
    setTimeout(() => addButton.current?.focus());
  };

  return (
    <Section
      title={t('form.variables', 'Variables')}
      description={t(
        'form.variables.description',
        'Every column is a variable of the same name already. Define one to compute a value, or to change that of a column. A variable can use those above it, as $name.'
      )}
    >
      {variables.length === 0 && (
        <Typography textColor="neutral600">
          {t('form.variables.none', 'No variables are defined: the template uses the columns.')}
        </Typography>
      )}
      {variables.length > 0 && (
        <Flex tag="ol" direction="column" alignItems="stretch" gap={4}>
          {variables.map((_variable, place) => (
            <VariableFields
              // No editor goes on with the history of another one.
              key={`${removals}-${place}`}
              place={place}
              isNew={place === added}
              onRemove={() => remove(place)}
            />
          ))}
        </Flex>
      )}
      {!isReadOnly && (
        <Flex>
          <Button ref={addButton} variant="secondary" startIcon={<Plus />} onClick={add}>
            {t('form.variables.add', 'Add a variable')}
          </Button>
        </Flex>
      )}
    </Section>
  );
};

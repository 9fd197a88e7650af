import { Flex } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import { type Assignment, unusedColumns } from '../model/assignment';
import { Chip } from '../parts/Chip';
import { Section } from '../parts/Section';

interface UnusedColumnsProps {
  columns: string[];
  assignment: Assignment;
}

/** The columns that fill nothing. */
export const UnusedColumns = ({ columns, assignment }: UnusedColumnsProps) => {
  const t = useText();
  const unused = unusedColumns(columns, assignment);
  if (unused.length === 0) return null;
  return (
    <Section
      title={t('wizard.unused.title', 'Columns that fill no field')}
      description={t(
        'wizard.unused.description',
        'They are not imported. Should you need one later, the template can use it by its name.'
      )}
    >
      <Flex tag="ul" gap={2} wrap="wrap">
        {unused.map((column) => (
          <Chip key={column}>{column}</Chip>
        ))}
      </Flex>
    </Section>
  );
};

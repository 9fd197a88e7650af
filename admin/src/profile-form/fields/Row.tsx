import * as React from 'react';

import { Grid } from '@strapi/design-system';

interface RowProps {
  /** How wide each of the fields is, in twelfths. */
  widths: number | number[];
  children: React.ReactNode;
}

/** Fields side by side; on a tablet two at most, on a phone one below the other. */
export const Row = ({ widths, children }: RowProps) => (
  <Grid.Root gap={4}>
    {React.Children.toArray(children).map((field, place) => {
      const width = typeof widths === 'number' ? widths : (widths[place] ?? 12);
      return (
        <Grid.Item
          key={React.isValidElement(field) ? field.key : place}
          col={width}
          s={width < 6 ? 6 : 12}
          xs={12}
          direction="column"
          alignItems="stretch"
          gap={2}
        >
          {field}
        </Grid.Item>
      );
    })}
  </Grid.Root>
);

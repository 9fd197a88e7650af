import { Box, type BoxProps } from '@strapi/design-system';

/** A white area, as on Strapi's own pages. */
export const Card = (props: BoxProps) => (
  <Box background="neutral0" hasRadius shadow="tableShadow" borderColor="neutral150" {...props} />
);

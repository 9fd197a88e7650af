import * as React from 'react';

import { Box, Loader, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { errorText } from '../directory/answers';
import { Disclosure } from '../../components/forms/Disclosure';
import { type FieldMatching, useTemplate } from './useFieldMatching';

const Code = styled(Box)`
  margin: 0;
  font-family: monospace;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: 1.6;
`;

/** The choices as the template that is saved, for those who want to see it. */
export const TemplateDisclosure = ({ matching }: { matching: FieldMatching }) => {
  const t = useText();
  const [isOpen, setIsOpen] = React.useState(false);
  const { data, error } = useTemplate(matching, isOpen);
  const title = t('form.assignment-template.title', 'Show the template');
  return (
    <Disclosure title={title} isOpen={isOpen} onToggle={setIsOpen}>
      <Typography tag="p" textColor="neutral600" paddingBottom={4}>
        {t(
          'form.assignment-template.description',
          'Your choices are saved as this text. It can be edited later.'
        )}
      </Typography>
      {error !== undefined && <Notice variant="danger">{errorText(error)}</Notice>}
      {error === undefined && data === undefined && (
        <Loader small>{t('form.assignment-template.loading', 'Writing the template …')}</Loader>
      )}
      {data !== undefined && (
        <Code
          tag="pre"
          role="group"
          tabIndex={0}
          aria-label={title}
          color="neutral800"
          maxHeight="40rem"
          overflow="auto"
        >
          {data}
        </Code>
      )}
    </Disclosure>
  );
};

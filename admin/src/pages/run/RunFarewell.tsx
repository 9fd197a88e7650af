import { Flex, LinkButton, Typography } from '@strapi/design-system';
import { CheckCircle } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { Card, Stack } from '../../components/areas';
import { paths } from '../../constants';
import { useText } from '../../hooks/useText';
import { outcomeSentences } from '../../utils/outcome';

interface RunFarewellProps {
  profile: string;
  /** Undefined where it had gone before it was seen. */
  run: RunDetail | undefined;
}

/** Stands in the place of a run that may have gone before its counts were known, since its profile was deleted with its people. */
export const RunFarewell = ({ profile, run }: RunFarewellProps) => {
  const t = useText();
  const title = t('run.farewell.title', '“{profile}” was deleted with its people', { profile });
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={profile} />
      <Layouts.Content>
        <Card padding={{ initial: 4, medium: 6 }}>
          <Flex gap={4} alignItems="flex-start">
            <Flex shrink={0} paddingTop={1}>
              <CheckCircle aria-hidden width="2.4rem" height="2.4rem" fill="success600" />
            </Flex>
            <Stack gap={4} flex="1" minWidth={0}>
              <Typography tag="h2" variant="beta" style={{ overflowWrap: 'anywhere' }}>
                {title}
              </Typography>
              <Typography tag="p" textColor="neutral700">
                {(run && outcomeSentences(t, run, 'done')) ||
                  t('run.farewell.all', 'Everything that it brought is removed.')}
              </Typography>
              <Flex>
                <LinkButton tag={NavLink} variant="secondary" to={paths.profiles}>
                  {t('run.farewell.profiles', 'All profiles')}
                </LinkButton>
              </Flex>
            </Stack>
          </Flex>
        </Card>
      </Layouts.Content>
    </Page.Main>
  );
};

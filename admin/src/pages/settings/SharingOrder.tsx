import * as React from 'react';

import { Box, Flex, IconButton, Loader, Typography, VisuallyHidden } from '@strapi/design-system';
import { ArrowDown, ArrowUp } from '@strapi/icons';

import { Stack } from '../../components/areas';
import { Failure } from '../../components/feedback/Failure';
import { Muted } from '../../components/text';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { type FieldProps, useField } from '../../profile-form/form-context';
import { settingTexts } from '../../profile-form/settings';
import { useGetProfilesQuery } from '../../services/profiles';
import { orderAfterMove, type Sharer, sharersInOrder } from './sharing-order';

type Step = -1 | 1;

interface OrderedListProps {
  sharers: Sharer[];
  isDisabled: boolean;
  onMove: (place: number, by: Step) => void;
}

/** The profiles one below the other, each with ways up and down; whoever moves one is told where it stands then. */
const OrderedList = ({ sharers, isDisabled, onMove }: OrderedListProps) => {
  const t = useText();
  const list = React.useRef<HTMLOListElement>(null);
  const [moved, setMoved] = React.useState<{ id: string; by: Step } | null>(null);

  // What is moved in the document loses the focus.
  React.useEffect(() => {
    if (!moved) return;
    const item = list.current?.querySelector(`[data-profile="${CSS.escape(moved.id)}"]`);
    const [up, down] = item?.querySelectorAll('button') ?? [];
    (moved.by === -1 ? up : down)?.focus();
  }, [moved]);

  const move = (place: number, by: Step) => {
    const id = sharers[place]?.id;
    if (id === undefined) return;
    onMove(place, by);
    setMoved({ id, by });
  };

  const place = sharers.findIndex(({ id }) => id === moved?.id);
  return (
    <>
      <Stack tag="ol" gap={2} ref={list}>
        {sharers.map(({ id, name }, index) => (
          <Box
            key={id}
            tag="li"
            data-profile={id}
            borderColor="neutral200"
            hasRadius
            paddingLeft={4}
            paddingRight={2}
            paddingTop={2}
            paddingBottom={2}
          >
            <Flex gap={3} justifyContent="space-between">
              <Flex gap={3} minWidth={0}>
                <Typography textColor="neutral600">{index + 1}.</Typography>
                <Typography style={{ overflowWrap: 'anywhere' }}>{name}</Typography>
              </Flex>
              {!isDisabled && (
                <Flex gap={1} shrink={0}>
                  <IconButton
                    variant="ghost"
                    label={t('options.sharing.up', 'Move {name} up', { name })}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    <ArrowUp />
                  </IconButton>
                  <IconButton
                    variant="ghost"
                    label={t('options.sharing.down', 'Move {name} down', { name })}
                    disabled={index === sharers.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    <ArrowDown />
                  </IconButton>
                </Flex>
              )}
            </Flex>
          </Box>
        ))}
      </Stack>
      <VisuallyHidden>
        <div role="status">
          {moved &&
            place >= 0 &&
            t('options.sharing.moved', '{name} is now number {place} of {count}', {
              name: sharers[place]?.name,
              place: place + 1,
              count: sharers.length,
            })}
        </div>
      </VisuallyHidden>
    </>
  );
};

type SharingOrderProps = Pick<FieldProps<string[]>, 'path' | 'isDisabled' | 'hint'>;

/** Which of the profiles that share records leads. */
export const SharingOrder = ({ hint, ...field }: SharingOrderProps) => {
  const t = useText();
  const { canRead, isLoading } = usePermissions();
  const { value: order = [], change, isDisabled } = useField<string[]>(field);
  const {
    data: profiles,
    error,
    refetch,
  } = useGetProfilesQuery(undefined, { skip: !canRead, refetchOnMountOrArgChange: true });

  if (!canRead && !isLoading) {
    return <Muted>{t('options.sharing.hidden', 'Your role may not see the profiles.')}</Muted>;
  }
  if (error !== undefined && profiles === undefined) {
    return (
      <Failure
        title={t('options.reads.failed', 'The list could not be loaded')}
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (profiles === undefined) return <Loader small>{t('form.loading', 'Loading …')}</Loader>;

  const sharers = sharersInOrder(profiles, order);
  const { label, choices = {} } = settingTexts(t, 'ownedByOthers');
  const ids = sharers.map(({ id }) => id);
  return (
    <Stack gap={3}>
      {sharers.length < 2 && (
        <Muted>
          {t(
            'options.sharing.few',
            'There is nothing to put in order yet: fewer than two profiles have chosen “{choice}” under “{setting}”.',
            { choice: choices.share, setting: label }
          )}
        </Muted>
      )}
      {sharers.length > 0 && (
        <OrderedList
          sharers={sharers}
          isDisabled={isDisabled || sharers.length < 2}
          onMove={(place, by) => change(orderAfterMove(order, ids, { place, by }))}
        />
      )}
      {hint !== undefined && <Muted>{hint}</Muted>}
    </Stack>
  );
};

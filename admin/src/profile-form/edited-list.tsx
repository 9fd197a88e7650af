import * as React from 'react';

import { Button, Flex, IconButton } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import { AskDialog } from '../components/dialogs/AskDialog';
import { useText } from '../hooks/useText';
import { useProfileForm } from './form-context';

/** A list that a person adds items to and removes them from, with the focus where that goes on. */
export const useEditedList = <Item,>(items: Item[], set: (items: Item[]) => void) => {
  const [added, setAdded] = React.useState<number | null>(null);
  const [removals, setRemovals] = React.useState(0);
  const button = React.useRef<HTMLButtonElement>(null);
  return {
    /** Of the button that adds. */
    button,
    /** How many have been removed: those behind one of them have another place since. */
    removals,
    isNew: (place: number): boolean => place === added,
    add: (item: Item): void => {
      setAdded(items.length);
      set([...items, item]);
    },
    replace: (place: number, item: Item): void => set(items.with(place, item)),
    remove: (place: number): void => {
      setAdded(null);
      setRemovals(removals + 1);
      set(items.toSpliced(place, 1));
      // After the question, where there was one, has let go of it.
      setTimeout(() => button.current?.focus());
    },
  };
};

interface AddButtonProps<Item> {
  list: Pick<ReturnType<typeof useEditedList<Item>>, 'button' | 'add'>;
  /** As a new one begins. */
  item: Item;
  children: string;
}

/** Adds an item to a list. */
export const AddButton = <Item,>({ list, item, children }: AddButtonProps<Item>) => {
  const { isReadOnly } = useProfileForm();
  if (isReadOnly) return null;
  return (
    <Flex>
      <Button
        ref={list.button}
        size="S"
        variant="secondary"
        startIcon={<Plus />}
        onClick={() => list.add(item)}
      >
        {children}
      </Button>
    </Flex>
  );
};

interface RemoveButtonProps {
  label: string;
  /** What is asked where there is something to lose. */
  question: string;
  isFilled: boolean;
  onRemove: () => void;
}

/** Removes an item of a list; asks before one that somebody has filled in. */
export const RemoveButton = ({ label, question, isFilled, onRemove }: RemoveButtonProps) => {
  const t = useText();
  const { isReadOnly } = useProfileForm();
  const [isAsking, setIsAsking] = React.useState(false);
  if (isReadOnly) return null;
  const close = () => setIsAsking(false);
  const remove = () => {
    close();
    onRemove();
    return Promise.resolve();
  };
  return (
    <>
      <IconButton label={label} onClick={isFilled ? () => setIsAsking(true) : onRemove}>
        <Trash />
      </IconButton>
      {isAsking && (
        <AskDialog
          title={label}
          confirmLabel={t('form.list.remove', 'Remove')}
          onConfirm={remove}
          onClose={close}
        >
          {question}
        </AskDialog>
      )}
    </>
  );
};

import * as React from 'react';

/** A list that a person adds items to and removes them from, with the focus where that goes on. */
export const useEditedList = <Item>(items: Item[], set: (items: Item[]) => void) => {
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
    remove: (place: number): void => {
      setAdded(null);
      setRemovals(removals + 1);
      set(items.toSpliced(place, 1));
      // After the question, where there was one, has let go of it.
      setTimeout(() => button.current?.focus());
    },
  };
};

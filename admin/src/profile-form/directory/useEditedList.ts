import * as React from 'react';

/** A list that a person adds items to and removes them from, with the focus where that goes on. */
export const useEditedList = <Item>(items: Item[], set: (items: Item[]) => void) => {
  const [added, setAdded] = React.useState<number | null>(null);
  const button = React.useRef<HTMLButtonElement>(null);
  return {
    /** Of the button that adds. */
    button,
    isNew: (place: number): boolean => place === added,
    add: (item: Item): void => {
      setAdded(items.length);
      set([...items, item]);
    },
    remove: (place: number): void => {
      setAdded(null);
      set(items.filter((_item, at) => at !== place));
      // After the question, where there was one, has let go of it.
      setTimeout(() => button.current?.focus());
    },
  };
};

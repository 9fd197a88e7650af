import * as React from 'react';

import { IconButton } from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import { AskDialog } from '../dialogs/AskDialog';

interface RemoveButtonProps {
  label: string;
  /** What is asked where there is something to lose. */
  question: string;
  isFilled: boolean;
  onRemove: () => void;
}

/** Removes an item of a list; asks before one that somebody has filled in. */
export const RemoveButton = ({ label, question, isFilled, onRemove }: RemoveButtonProps) => {
  const [isAsking, setIsAsking] = React.useState(false);
  const close = () => setIsAsking(false);
  const remove = () => {
    close();
    onRemove();
    return Promise.resolve();
  };
  return (
    <>
      <IconButton
        label={label}
        onClick={() => {
          if (isFilled) setIsAsking(true);
          else onRemove();
        }}
      >
        <Trash />
      </IconButton>
      {isAsking && (
        <AskDialog title={label} onConfirm={remove} onClose={close}>
          {question}
        </AskDialog>
      )}
    </>
  );
};

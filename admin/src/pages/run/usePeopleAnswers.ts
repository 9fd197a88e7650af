import * as React from 'react';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { readKept, writeKept } from '../../utils/browser-storage';
import { asksAboutPeople } from './run-state';
import { NO_ANSWERS, type PeopleAnswers, restoreAnswers, storeAnswers } from './people-answers';

/**
 * What is said of the people in question in a run, kept in this tab until the run is decided.
 * @param user each person has answers of their own on a shared computer
 */
export const usePeopleAnswers = (run: RunDetail, user: string) => {
  const key = `STRAPI_DIRECTORY_CONNECTOR_PEOPLE:${user}:${run.id}`;
  const [answers, setAnswers] = React.useState(() =>
    restoreAnswers(readKept('sessionStorage', key))
  );
  const isAsked = asksAboutPeople(run);

  React.useEffect(() => {
    if (!isAsked) writeKept('sessionStorage', key, null);
  }, [key, isAsked]);

  return {
    answers,
    change(next: PeopleAnswers): void {
      setAnswers(next);
      writeKept('sessionStorage', key, storeAnswers(next));
    },
    clear(): void {
      setAnswers(NO_ANSWERS);
      writeKept('sessionStorage', key, null);
    },
  };
};

export type PeopleAnswering = ReturnType<typeof usePeopleAnswers>;

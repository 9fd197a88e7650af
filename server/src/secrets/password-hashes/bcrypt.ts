import { compare } from 'bcryptjs';

import { betweenRequests, type HashForm } from './form';

/** Not `$2x$`: it marks hashes of an implementation that mistook every letter outside ASCII. */
const FORM = /^\$2[aby]?\$(\d\d)\$[./0-9A-Za-z]{53}$/;

const MIN_COST = 4;
/** Some seconds of computing. */
const MAX_COST = 14;

/** bcrypt; of a password, its first 72 bytes count. */
export const bcryptForm: HashForm = (hash) => {
  const cost = Number(FORM.exec(hash)?.[1]);
  if (!(cost >= MIN_COST && cost <= MAX_COST)) return null;
  return (password, signal) => betweenRequests(() => compare(password, hash), { signal });
};

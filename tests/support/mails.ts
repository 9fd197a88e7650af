import type { Core } from '@strapi/strapi';

import { tell } from './secrets/told';

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Takes the mails of an app instead of its email plugin; `fails` is asked before each whether it cannot be sent. */
export const catchMails = (strapi: Core.Strapi, fails: () => boolean = () => false) => {
  const mails: Mail[] = [];
  const spy = jest
    .spyOn(strapi.plugin('email').service('email'), 'send')
    .mockImplementation(async (mail) => {
      if (fails())
        throw Object.assign(new Error('the password is S3cret-of-the-mails'), { code: 'EAUTH' });
      tell('a mail', JSON.stringify(mail));
      mails.push(mail as Mail);
    });
  return {
    mails,
    /** What they say of their profile. */
    subjects: (): string[] => mails.map(({ subject }) => subject.replace(/^.*" /, '')),
    end: (): void => spy.mockRestore(),
  };
};

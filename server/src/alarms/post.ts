import type { Core } from '@strapi/strapi';

import type { ProfileInput } from '../../../shared/profile';
import { PLUGIN_ID, UIDS } from '../constants';
import { databaseNow } from '../storage/clock';
import { kindOf } from '../utils/errors';
import { mailOf, type MailSubject, type MailTarget } from './mails';

/** The pages of the panel that mails lead to. */
const PAGES: Record<MailTarget['page'], string> = {
  run: `plugins/${PLUGIN_ID}/runs`,
  profile: `plugins/${PLUGIN_ID}/profiles`,
};

/** What is known of the profile that a mail is about. */
export interface Addressee extends Pick<ProfileInput, 'name' | 'notify' | 'schedule'> {
  id: string;
}

export interface Letter {
  about: MailSubject;
  target: MailTarget;
}

/** The app has no email plugin. */
class NoEmailPlugin extends Error {
  override name = 'NoEmailPlugin';
}

/** Sends mails through Strapi's email plugin, and notes of each profile when one could not be sent. */
export const createPost = ({ strapi }: { strapi: Core.Strapi }) => {
  const addressOf = ({ page, id }: MailTarget): string =>
    `${strapi.config.get<string>('admin.absoluteUrl').replace(/\/$/, '')}/${PAGES[page]}/${id}`;

  const deliver = async ({ name, notify, schedule }: Addressee, letter: Letter): Promise<void> => {
    const email = strapi.plugin('email');
    if (!email) throw new NoEmailPlugin();
    const readers = { language: notify.language, timezone: schedule.timezone };
    const mail = mailOf(name, letter.about, readers, addressOf(letter.target));
    await email.service('email').send({ to: notify.emails.join(', '), ...mail });
  };

  /** Only a change is written: most mails are sent. */
  const note = (id: string, failedAtMs: number | null) =>
    strapi.db.query(UIDS.profile).updateMany({
      where: { documentId: id, ...(failedAtMs === null && { mailFailedAtMs: { $notNull: true } }) },
      data: { mailFailedAtMs: failedAtMs },
    });

  return {
    /** Whether a mail could be handed over; if not, log and panel say so. */
    async send(profile: Addressee, letter: Letter): Promise<boolean> {
      try {
        await deliver(profile, letter);
        await note(profile.id, null);
        return true;
      } catch (error) {
        strapi.log.warn(
          `${PLUGIN_ID}: a mail about "${profile.name}" (${letter.about.kind}) could not be sent: ${kindOf(error)}. Check the settings of Strapi's email plugin`
        );
        await note(profile.id, await databaseNow(strapi));
        return false;
      }
    },
  };
};

export type Post = ReturnType<typeof createPost>;

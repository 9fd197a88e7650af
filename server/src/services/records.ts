import { factories, type UID } from '@strapi/strapi';

import { UIDS } from '../constants';

/** Strapi's own services, which its REST controllers call. */
export const user = factories.createCoreService(UIDS.user as UID.ContentType);
export const phonebookEntry = factories.createCoreService(UIDS.phonebookEntry as UID.ContentType);
export const phone = factories.createCoreService(UIDS.phone as UID.ContentType);

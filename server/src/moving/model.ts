export const PACKING_UID = 'plugin::directory-connector.packing';

/**
 * Says which parcels in this database were packed here. Strapi's transfer neither reads nor keeps
 * it, so where parcels are without it they have arrived.
 */
export const packingModel = {
  uid: PACKING_UID,
  singularName: 'packing',
  tableName: 'directory_connector_packings',
  attributes: {
    id: { type: 'increments' },
    token: { type: 'string', column: { notNullable: true } },
  },
};

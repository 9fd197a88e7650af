export const IMAGE_UID = 'plugin::directory-connector.image';

const IMAGES = 'directory_connector_images';

/** How a record was before a run changed it for the first time: what undoing the run gives it back. */
export const imageModel = {
  uid: IMAGE_UID,
  singularName: 'image',
  tableName: IMAGES,
  attributes: {
    id: { type: 'increments' },
    runId: { type: 'integer', column: { notNullable: true } },
    recordType: { type: 'string', column: { notNullable: true } },
    recordId: { type: 'integer', column: { notNullable: true } },
    documentId: { type: 'string', column: { notNullable: true } },
    /** By the database's clock, in milliseconds: what people change later they have changed since. */
    takenAtMs: { type: 'float', column: { notNullable: true } },
    /** The run that the record says it was written by from then on, 0 for none; null: the run has removed it. */
    runAfter: { type: 'integer' },
    /** The `RecordImage` as JSON, encrypted; null for a record that there was not, as undoing a removal makes it. */
    payload: { type: 'text' },
  },
  indexes: [
    {
      name: `${IMAGES}_record_unique`,
      columns: ['run_id', 'record_type', 'record_id'],
      type: 'unique',
    },
    { name: `${IMAGES}_document_index`, columns: ['document_id'] },
  ],
};

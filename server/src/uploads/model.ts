export const UPLOAD_UID = 'plugin::directory-connector.upload';
export const UPLOAD_CHUNK_UID = 'plugin::directory-connector.upload-chunk';
export const LINE_FIXES_UID = 'plugin::directory-connector.line-fixes';

const UPLOADS = 'directory_connector_uploads';
const CHUNKS = 'directory_connector_upload_chunks';
const LINE_FIXES = 'directory_connector_line_fixes';

/** One delivered file. It is `complete` once all of its chunks are written. */
export const uploadModel = {
  uid: UPLOAD_UID,
  singularName: 'upload',
  tableName: UPLOADS,
  attributes: {
    id: { type: 'increments' },
    key: { type: 'string', column: { notNullable: true, unique: true } },
    profile: { type: 'string' },
    name: { type: 'string', column: { notNullable: true } },
    size: { type: 'float' },
    sha256: { type: 'string' },
    complete: { type: 'boolean', default: false },
    fixes: { type: 'text' },
    createdAtMs: { type: 'float' },
  },
  indexes: [{ name: `${UPLOADS}_profile_index`, columns: ['profile'] }],
};

/** A piece of a delivered file, encrypted: files may hold passwords, and every instance must be able to read them. */
export const uploadChunkModel = {
  uid: UPLOAD_CHUNK_UID,
  singularName: 'upload-chunk',
  tableName: CHUNKS,
  attributes: {
    id: { type: 'increments' },
    uploadId: { type: 'integer', column: { unsigned: true, notNullable: true } },
    position: { type: 'integer', column: { notNullable: true } },
    data: { type: 'text' },
  },
  indexes: [{ name: `${CHUNKS}_position_uq`, columns: ['upload_id', 'position'], type: 'unique' }],
  foreignKeys: [
    {
      name: `${CHUNKS}_fk`,
      columns: ['upload_id'],
      referencedColumns: ['id'],
      referencedTable: UPLOADS,
      onDelete: 'CASCADE',
    },
  ],
};

/** A profile's corrections of lines that it finds by their text, encrypted. */
export const lineFixesModel = {
  uid: LINE_FIXES_UID,
  singularName: 'line-fixes',
  tableName: LINE_FIXES,
  attributes: {
    id: { type: 'increments' },
    profile: { type: 'string', column: { notNullable: true, unique: true } },
    fixes: { type: 'text' },
  },
};

export const PLUGIN_ID = 'directory-connector';

import type { Pagination } from '../../../shared/contracts/reports';
import type { SecretRead } from '../../../shared/contracts/secret-reads';
import type { ProfileDefaults, SettingsView } from '../../../shared/contracts/settings';
import type { SettingsChange } from '../../../shared/settings';
import { connectorApi, dataOf, get, put } from './api';

interface SecretReadsAnswer {
  data: SecretRead[];
  meta: { pagination: Pagination };
}

const settingsApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    directoryConnectorGetSettings: build.query<SettingsView, void>({
      query: () => get('/settings'),
      transformResponse: dataOf<SettingsView>,
      // The form takes what it begins with only once.
      keepUnusedDataFor: 0,
    }),
    directoryConnectorUpdateSettings: build.mutation<SettingsView, SettingsChange>({
      query: (change) => put('/settings', change),
      transformResponse: dataOf<SettingsView>,
      invalidatesTags: ['ConnectorDefaults'],
    }),
    directoryConnectorSecretReads: build.query<
      { results: SecretRead[]; pagination: Pagination },
      { page: number; pageSize: number }
    >({
      query: (params) => get('/secret-reads', params),
      transformResponse: ({ data, meta }: SecretReadsAnswer) => ({ results: data, ...meta }),
      keepUnusedDataFor: 0,
    }),
    directoryConnectorGetDefaults: build.query<ProfileDefaults, void>({
      query: () => get('/settings/defaults'),
      transformResponse: dataOf<ProfileDefaults>,
      providesTags: ['ConnectorDefaults'],
    }),
  }),
});

export const {
  useDirectoryConnectorSecretReadsQuery: useSecretReadsQuery,
  useDirectoryConnectorGetSettingsQuery: useGetSettingsQuery,
  useDirectoryConnectorUpdateSettingsMutation: useUpdateSettingsMutation,
  useDirectoryConnectorGetDefaultsQuery: useGetDefaultsQuery,
} = settingsApi;

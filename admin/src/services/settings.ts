import type { ProfileDefaults, SettingsView } from '../../../shared/contracts/settings';
import type { SettingsChange } from '../../../shared/settings';
import { connectorApi, dataOf, get, put } from './api';

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
    directoryConnectorGetDefaults: build.query<ProfileDefaults, void>({
      query: () => get('/settings/defaults'),
      transformResponse: dataOf<ProfileDefaults>,
      providesTags: ['ConnectorDefaults'],
    }),
  }),
});

export const {
  useDirectoryConnectorGetSettingsQuery: useGetSettingsQuery,
  useDirectoryConnectorUpdateSettingsMutation: useUpdateSettingsMutation,
  useDirectoryConnectorGetDefaultsQuery: useGetDefaultsQuery,
} = settingsApi;

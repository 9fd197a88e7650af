import type {
  MadePhonebook,
  NewPhonebook,
  PhonebookContent,
  PhonebookUser,
  PhonebookView,
} from '../../../shared/contracts/remote-phonebooks';
import { connectorApi, dataOf, del, get, post, put } from './api';

const BASE = '/remote-phonebooks';

const phonebooksApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    directoryConnectorGetPhonebooks: build.query<PhonebookView[], void>({
      query: () => get(BASE),
      transformResponse: dataOf<PhonebookView[]>,
      providesTags: ['ConnectorPhonebooks'],
    }),
    directoryConnectorGetPhonebookUsers: build.query<PhonebookUser[], string>({
      query: (q) => get(`${BASE}/users`, q.trim() === '' ? {} : { q }),
      transformResponse: dataOf<PhonebookUser[]>,
    }),
    directoryConnectorGetPhonebookLabels: build.query<string[], string>({
      query: (q) => get(`${BASE}/labels`, q === '' ? {} : { q }),
      transformResponse: dataOf<string[]>,
    }),
    directoryConnectorMakePhonebook: build.mutation<MadePhonebook, NewPhonebook>({
      query: (phonebook) => post(BASE, phonebook),
      transformResponse: dataOf<MadePhonebook>,
      invalidatesTags: ['ConnectorPhonebooks'],
    }),
    directoryConnectorChangePhonebook: build.mutation<
      PhonebookView,
      { id: string; content: PhonebookContent }
    >({
      query: ({ id, content }) => put(`${BASE}/${id}`, content),
      transformResponse: dataOf<PhonebookView>,
      invalidatesTags: ['ConnectorPhonebooks'],
    }),
    directoryConnectorRenewPhonebook: build.mutation<MadePhonebook, string>({
      query: (id) => post(`${BASE}/${id}/renew`),
      transformResponse: dataOf<MadePhonebook>,
      invalidatesTags: ['ConnectorPhonebooks'],
    }),
    directoryConnectorRevokePhonebook: build.mutation<PhonebookView, string>({
      query: (id) => post(`${BASE}/${id}/revoke`),
      transformResponse: dataOf<PhonebookView>,
      invalidatesTags: ['ConnectorPhonebooks'],
    }),
    directoryConnectorRemovePhonebook: build.mutation<unknown, string>({
      query: (id) => del(`${BASE}/${id}`),
      invalidatesTags: ['ConnectorPhonebooks'],
    }),
  }),
});

export const {
  useDirectoryConnectorGetPhonebooksQuery: useGetPhonebooksQuery,
  useDirectoryConnectorGetPhonebookUsersQuery: useGetPhonebookUsersQuery,
  useDirectoryConnectorGetPhonebookLabelsQuery: useGetPhonebookLabelsQuery,
  useDirectoryConnectorMakePhonebookMutation: useMakePhonebookMutation,
  useDirectoryConnectorChangePhonebookMutation: useChangePhonebookMutation,
  useDirectoryConnectorRenewPhonebookMutation: useRenewPhonebookMutation,
  useDirectoryConnectorRevokePhonebookMutation: useRevokePhonebookMutation,
  useDirectoryConnectorRemovePhonebookMutation: useRemovePhonebookMutation,
} = phonebooksApi;

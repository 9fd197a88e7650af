import type {
  ForgettingPreview,
  ForgettingView,
  KeptOut,
} from '../../../shared/contracts/forgetting';
import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import { modelOf } from '../content-manager/origin';
import { connectorApi, dataOf, get, type PageOf, pageOf, post } from './api';

interface RecordId {
  type: RecordType;
  documentId: string;
}

/** By what somebody is known who may have no record any more; without a profile a user name, an external id or an e-mail. */
export interface KnownBy {
  key: string;
  profile: string | null;
}

/** Who is to be forgotten. */
export type Whom = RecordId | KnownBy;

/** What is kept of answers that may have the person. The record itself is open, and is not asked for anew. */
const HAVING_PEOPLE = [
  'ConnectorRun' as const,
  'ConnectorChanges' as const,
  'ConnectorPhonebooks' as const,
  ...RECORD_TYPES.map((type) => ({ type: 'Document' as const, id: `${modelOf(type)}_LIST` })),
];

const forgettingApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    directoryConnectorGetForgettingPreview: build.query<ForgettingPreview, Whom>({
      query: (whom) =>
        'key' in whom
          ? post('/forgettings/preview', whom)
          : get(`/records/${whom.type}/${whom.documentId}/forgetting`),
      transformResponse: dataOf<ForgettingPreview>,
      keepUnusedDataFor: 0,
    }),
    directoryConnectorForgetPerson: build.mutation<
      ForgettingView,
      { whom: Whom; keepOut: boolean; reference: string }
    >({
      query: ({ whom, ...data }) =>
        'key' in whom
          ? post('/forgettings', { ...whom, ...data })
          : post(`/records/${whom.type}/${whom.documentId}/forgetting`, data),
      transformResponse: dataOf<ForgettingView>,
      invalidatesTags: ['ConnectorForgettings', ...HAVING_PEOPLE],
    }),
    directoryConnectorGetForgetting: build.query<ForgettingView, string>({
      query: (id) => get(`/forgettings/${id}`),
      transformResponse: dataOf<ForgettingView>,
      // Lists that were asked for when it began do not have yet what it did.
      onQueryStarted: (_id, { dispatch, queryFulfilled }) =>
        void queryFulfilled.then(
          ({ data }) => {
            if (data.state !== 'done') return;
            dispatch(connectorApi.util.invalidateTags(['ConnectorForgettings']));
          },
          () => undefined
        ),
    }),
    directoryConnectorGetForgettings: build.query<
      PageOf<ForgettingView>,
      { page: number; pageSize: number }
    >({
      query: (params) => get('/forgettings', params),
      transformResponse: pageOf<ForgettingView>,
      providesTags: ['ConnectorForgettings'],
    }),
    directoryConnectorGetKeptOut: build.query<KeptOut[], void>({
      query: () => get('/forgettings/kept-out'),
      transformResponse: dataOf<KeptOut[]>,
      providesTags: ['ConnectorForgettings'],
    }),
    /** `key`: what the profile knows the person by. */
    directoryConnectorAllowAgain: build.mutation<void, { profile: string; key: string }>({
      query: ({ profile, key }) => post(`/forgettings/kept-out/${profile}/allow-again`, { key }),
      invalidatesTags: ['ConnectorForgettings'],
    }),
  }),
});

export const {
  useDirectoryConnectorGetForgettingPreviewQuery: useGetForgettingPreviewQuery,
  useDirectoryConnectorForgetPersonMutation: useForgetPersonMutation,
  useDirectoryConnectorGetForgettingQuery: useGetForgettingQuery,
  useDirectoryConnectorGetForgettingsQuery: useGetForgettingsQuery,
  useDirectoryConnectorGetKeptOutQuery: useGetKeptOutQuery,
  useDirectoryConnectorAllowAgainMutation: useAllowAgainMutation,
} = forgettingApi;

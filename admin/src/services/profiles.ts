import type { ProblemView } from '../../../shared/codes/kinds';
import type { DatabaseState } from '../../../shared/contracts/database';
import type {
  ProfileListItem,
  ProfileProblemView,
  ProfileView,
} from '../../../shared/contracts/profiles';
import type { DelegationView } from '../../../shared/contracts/delegation';
import type { EditedRecordView, RecordOrigin } from '../../../shared/contracts/reports';
import type { ProfileInput, Schedule } from '../../../shared/profile';
import type { RecordType } from '../../../shared/records';
import { connectorApi, dataOf, del, get, pageOf, post, put, type PageOf } from './api';

/** Who is told of its runs is as the settings have it, where it does not say so. */
export type NewProfile = Omit<ProfileInput, 'notify'> & Partial<Pick<ProfileInput, 'notify'>>;

/** A profile that was made of a file, and which secret has to be entered; null where none is missing. */
interface ImportedProfile {
  profile: ProfileView;
  missing: ProblemView | null;
}

const LIST = { type: 'ConnectorProfile' as const, id: 'LIST' };
const one = (id: string) => ({ type: 'ConnectorProfile' as const, id });

const profilesApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    directoryConnectorGetDatabase: build.query<DatabaseState, void>({
      query: () => get('/database'),
      transformResponse: dataOf<DatabaseState>,
    }),
    directoryConnectorGetProfiles: build.query<ProfileListItem[], void>({
      query: () => get('/profiles'),
      transformResponse: dataOf<ProfileListItem[]>,
      providesTags: [LIST],
    }),
    directoryConnectorGetDelegation: build.query<DelegationView, void>({
      query: () => get('/delegation'),
      transformResponse: dataOf<DelegationView>,
      providesTags: [LIST],
    }),
    directoryConnectorGetProfile: build.query<ProfileView, string>({
      query: (id) => get(`/profiles/${id}`),
      transformResponse: dataOf<ProfileView>,
      providesTags: (_result, _error, id) => [one(id)],
    }),
    directoryConnectorGetHandEdits: build.query<
      PageOf<EditedRecordView>,
      { id: string; page: number; pageSize: number }
    >({
      query: ({ id, ...page }) => get(`/profiles/${id}/hand-edits`, page),
      transformResponse: pageOf<EditedRecordView>,
    }),
    directoryConnectorCreateProfile: build.mutation<ProfileView, NewProfile>({
      query: (data) => post('/profiles', data),
      transformResponse: dataOf<ProfileView>,
      invalidatesTags: [LIST],
    }),
    directoryConnectorUpdateProfile: build.mutation<
      ProfileView,
      { id: string; version: number; profile: ProfileInput }
    >({
      query: ({ id, version, profile }) => put(`/profiles/${id}`, { ...profile, version }),
      transformResponse: dataOf<ProfileView>,
      // What a run would find different today is part of the run.
      invalidatesTags: (_result, _error, { id }) => [LIST, one(id), 'ConnectorRun'],
    }),
    directoryConnectorSwitchSchedule: build.mutation<ProfileView, { id: string; enabled: boolean }>(
      {
        query: ({ id, enabled }) => put(`/profiles/${id}/schedule`, { enabled }),
        transformResponse: dataOf<ProfileView>,
        invalidatesTags: (_result, _error, { id }) => [LIST, one(id)],
      }
    ),
    directoryConnectorResumeSchedule: build.mutation<void, string>({
      query: (id) => post(`/profiles/${id}/resume`),
      invalidatesTags: [LIST],
    }),
    directoryConnectorDeleteProfile: build.mutation<void, string>({
      query: (id) => del(`/profiles/${id}`),
      invalidatesTags: [LIST, 'ConnectorRun', 'ConnectorChanges'],
    }),
    directoryConnectorCloneProfile: build.mutation<ProfileView, string>({
      query: (id) => post(`/profiles/${id}/clone`),
      transformResponse: dataOf<ProfileView>,
      invalidatesTags: [LIST],
    }),
    directoryConnectorMatchAnew: build.mutation<void, string>({
      query: (id) => post(`/profiles/${id}/match-anew`),
    }),
    directoryConnectorImportProfile: build.mutation<ImportedProfile, unknown>({
      query: (data) => post('/profiles/import', data),
      transformResponse: ({
        data,
        meta,
      }: {
        data: ProfileView;
        meta: { missing: ProblemView | null };
      }) => ({
        profile: data,
        missing: meta.missing,
      }),
      invalidatesTags: ['ConnectorProfile', 'ConnectorRun'],
    }),
    directoryConnectorCheckProfile: build.query<
      ProfileProblemView[],
      { profile: string | null; draft: unknown }
    >({
      query: (data) => post('/profiles/check', data),
      transformResponse: ({ data }: { data: { problems: ProfileProblemView[] } }) => data.problems,
    }),
    directoryConnectorPreviewSchedule: build.query<
      string[],
      { schedule: Schedule; count?: number }
    >({
      query: (data) => post('/schedules/preview', data),
      transformResponse: ({ data }: { data: { times: string[] } }) => data.times,
    }),
    directoryConnectorGetOrigin: build.query<
      RecordOrigin,
      { type: RecordType; documentId: string }
    >({
      query: ({ type, documentId }) => get(`/records/${type}/${documentId}/origin`),
      transformResponse: dataOf<RecordOrigin>,
      providesTags: ['ConnectorOrigin'],
    }),
  }),
});

export const {
  useDirectoryConnectorGetDatabaseQuery: useGetDatabaseQuery,
  useDirectoryConnectorGetProfilesQuery: useGetProfilesQuery,
  useDirectoryConnectorGetDelegationQuery: useGetDelegationQuery,
  useDirectoryConnectorGetProfileQuery: useGetProfileQuery,
  useDirectoryConnectorCreateProfileMutation: useCreateProfileMutation,
  useDirectoryConnectorUpdateProfileMutation: useUpdateProfileMutation,
  useDirectoryConnectorSwitchScheduleMutation: useSwitchScheduleMutation,
  useDirectoryConnectorResumeScheduleMutation: useResumeScheduleMutation,
  useDirectoryConnectorDeleteProfileMutation: useDeleteProfileMutation,
  useDirectoryConnectorCloneProfileMutation: useCloneProfileMutation,
  useDirectoryConnectorMatchAnewMutation: useMatchAnewMutation,
  useDirectoryConnectorImportProfileMutation: useImportProfileMutation,
  useDirectoryConnectorCheckProfileQuery: useCheckProfileQuery,
  useLazyDirectoryConnectorCheckProfileQuery: useLazyCheckProfileQuery,
  useDirectoryConnectorPreviewScheduleQuery: usePreviewScheduleQuery,
  useDirectoryConnectorGetOriginQuery: useGetOriginQuery,
  useDirectoryConnectorGetHandEditsQuery: useGetHandEditsQuery,
} = profilesApi;

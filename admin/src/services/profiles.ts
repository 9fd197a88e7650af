import type { ProblemView } from '../../../shared/codes/kinds';
import type { DatabaseState } from '../../../shared/contracts/database';
import type {
  ProfileListItem,
  ProfileProblemView,
  ProfileView,
} from '../../../shared/contracts/profiles';
import type { RecordOrigin } from '../../../shared/contracts/reports';
import type { ProfileInput, Schedule } from '../../../shared/profile';
import type { RecordType } from '../../../shared/records';
import { connectorApi, dataOf, url } from './api';

/** A profile that was made of a file, and which secret has to be entered; null where none is missing. */
interface ImportedProfile {
  profile: ProfileView;
  missing: ProblemView | null;
}

const LIST = { type: 'ConnectorProfile' as const, id: 'LIST' };
const one = (id: string) => ({ type: 'ConnectorProfile' as const, id });

const profilesApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    getDatabase: build.query<DatabaseState, void>({
      query: () => ({ url: url('/database'), method: 'GET' }),
      transformResponse: dataOf<DatabaseState>,
    }),
    getProfiles: build.query<ProfileListItem[], void>({
      query: () => ({ url: url('/profiles'), method: 'GET' }),
      transformResponse: dataOf<ProfileListItem[]>,
      providesTags: [LIST],
    }),
    getProfile: build.query<ProfileView, string>({
      query: (id) => ({ url: url(`/profiles/${id}`), method: 'GET' }),
      transformResponse: dataOf<ProfileView>,
      providesTags: (_result, _error, id) => [one(id)],
    }),
    createProfile: build.mutation<ProfileView, ProfileInput>({
      query: (data) => ({ url: url('/profiles'), method: 'POST', data }),
      transformResponse: dataOf<ProfileView>,
      invalidatesTags: [LIST],
    }),
    updateProfile: build.mutation<
      ProfileView,
      { id: string; version: number; profile: ProfileInput }
    >({
      query: ({ id, version, profile }) => ({
        url: url(`/profiles/${id}`),
        method: 'PUT',
        data: { ...profile, version },
      }),
      transformResponse: dataOf<ProfileView>,
      // What a run would find different today is part of the run.
      invalidatesTags: (_result, _error, { id }) => [LIST, one(id), 'ConnectorRun'],
    }),
    switchSchedule: build.mutation<ProfileView, { id: string; enabled: boolean }>({
      query: ({ id, enabled }) => ({
        url: url(`/profiles/${id}/schedule`),
        method: 'PUT',
        data: { enabled },
      }),
      transformResponse: dataOf<ProfileView>,
      invalidatesTags: (_result, _error, { id }) => [LIST, one(id)],
    }),
    deleteProfile: build.mutation<void, string>({
      query: (id) => ({ url: url(`/profiles/${id}`), method: 'DELETE' }),
      invalidatesTags: [LIST, 'ConnectorRun', 'ConnectorChanges'],
    }),
    cloneProfile: build.mutation<ProfileView, string>({
      query: (id) => ({ url: url(`/profiles/${id}/clone`), method: 'POST' }),
      transformResponse: dataOf<ProfileView>,
      invalidatesTags: [LIST],
    }),
    matchAnew: build.mutation<void, string>({
      query: (id) => ({ url: url(`/profiles/${id}/match-anew`), method: 'POST' }),
    }),
    importProfile: build.mutation<ImportedProfile, unknown>({
      query: (data) => ({ url: url('/profiles/import'), method: 'POST', data }),
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
    exportProfile: build.query<ProfileInput, string>({
      query: (id) => ({ url: url(`/profiles/${id}/export`), method: 'GET' }),
    }),
    checkProfile: build.query<ProfileProblemView[], { profile: string | null; draft: unknown }>({
      query: (data) => ({ url: url('/profiles/check'), method: 'POST', data }),
      transformResponse: ({ data }: { data: { problems: ProfileProblemView[] } }) => data.problems,
    }),
    previewSchedule: build.query<string[], { schedule: Schedule; count?: number }>({
      query: (data) => ({ url: url('/schedules/preview'), method: 'POST', data }),
      transformResponse: ({ data }: { data: { times: string[] } }) => data.times,
    }),
    getOrigin: build.query<RecordOrigin, { type: RecordType; documentId: string }>({
      query: ({ type, documentId }) => ({
        url: url(`/records/${type}/${documentId}/origin`),
        method: 'GET',
      }),
      transformResponse: dataOf<RecordOrigin>,
      providesTags: ['ConnectorOrigin'],
    }),
  }),
});

export const {
  useGetDatabaseQuery,
  useGetProfilesQuery,
  useGetProfileQuery,
  useCreateProfileMutation,
  useUpdateProfileMutation,
  useSwitchScheduleMutation,
  useDeleteProfileMutation,
  useCloneProfileMutation,
  useMatchAnewMutation,
  useImportProfileMutation,
  useLazyExportProfileQuery,
  useCheckProfileQuery,
  useLazyCheckProfileQuery,
  usePreviewScheduleQuery,
  useGetOriginQuery,
} = profilesApi;

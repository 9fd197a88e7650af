import type { IssueView, Severity } from '../../../shared/contracts/issues';
import type { Person, PersonTrial } from '../../../shared/contracts/person';
import type { HistoryEntry, IssueGroup, RunDetail } from '../../../shared/contracts/reports';
import type {
  ChangeView,
  ListedChange,
  PeopleAnswer,
  RunKind,
  RunProgress,
  RunSummary,
} from '../../../shared/contracts/runs';
import type { RunStatus } from '../../../shared/run-statuses';
import type { RecordType } from '../../../shared/records';
import { connectorApi, dataOf, get, pageOf, post, type PageOf } from './api';

export interface RunsQuery {
  page?: number;
  pageSize?: number;
  profile?: string;
  kind?: RunKind;
  status?: RunStatus;
}

export interface ChangesQuery {
  page?: number;
  pageSize?: number;
  action?: ChangeView['action'];
  type?: RecordType;
  kind?: NonNullable<ChangeView['kind']>;
  search?: string;
  onlyProblems?: boolean;
}

export interface IssuesQuery {
  page?: number;
  pageSize?: number;
  severity?: Severity;
  code?: string;
  search?: string;
}

export type RunIssue = IssueView & { id: number };

const LIST = { type: 'ConnectorRun' as const, id: 'LIST' };
const one = (id: string) => ({ type: 'ConnectorRun' as const, id });
const PROFILES = { type: 'ConnectorProfile' as const, id: 'LIST' };

/** What is different once a run is over. */
const changedByEnd = (id: string) => [
  LIST,
  one(id),
  PROFILES,
  'ConnectorChanges' as const,
  'ConnectorOrigin' as const,
];

const runsApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    directoryConnectorTestProfile: build.mutation<{ id: string }, string>({
      query: (profile) => post(`/profiles/${profile}/test`),
      transformResponse: dataOf<{ id: string }>,
      invalidatesTags: [LIST, PROFILES],
    }),
    /** `confirm`: the profile's name, asked for by mode `replace`. */
    directoryConnectorRunProfile: build.mutation<
      { id: string },
      { profile: string; confirm?: string; people?: PeopleAnswer; person?: Person }
    >({
      query: ({ profile, ...data }) => post(`/profiles/${profile}/run`, data),
      transformResponse: dataOf<{ id: string }>,
      invalidatesTags: [LIST, PROFILES],
    }),
    /** What syncing one person would do. */
    directoryConnectorTryPerson: build.mutation<PersonTrial, { profile: string; person: Person }>({
      query: ({ profile, person }) => post(`/profiles/${profile}/trial`, { person }),
      transformResponse: dataOf<PersonTrial>,
    }),
    /** Shows who would be removed with a profile. */
    directoryConnectorTestRemoval: build.mutation<{ id: string }, string>({
      query: (profile) => post(`/profiles/${profile}/removal/test`),
      transformResponse: dataOf<{ id: string }>,
      invalidatesTags: [LIST, PROFILES],
    }),
    directoryConnectorRemoveProfile: build.mutation<
      { id: string },
      { profile: string; confirm: string }
    >({
      query: ({ profile, confirm }) => post(`/profiles/${profile}/removal`, { confirm }),
      transformResponse: dataOf<{ id: string }>,
      invalidatesTags: [LIST, PROFILES],
    }),
    /** Shows what undoing a run would do. */
    directoryConnectorTestUndo: build.mutation<{ id: string }, string>({
      query: (run) => post(`/runs/${run}/undo/test`),
      transformResponse: dataOf<{ id: string }>,
      invalidatesTags: [LIST, PROFILES],
    }),
    directoryConnectorUndoRun: build.mutation<{ id: string }, string>({
      query: (run) => post(`/runs/${run}/undo`),
      transformResponse: dataOf<{ id: string }>,
      invalidatesTags: (_result, _error, run) => [LIST, one(run), PROFILES],
    }),
    directoryConnectorGetRuns: build.query<PageOf<RunSummary>, RunsQuery>({
      query: (params) => get('/runs', params),
      transformResponse: pageOf<RunSummary>,
      providesTags: [LIST],
    }),
    directoryConnectorGetRun: build.query<RunDetail, string>({
      query: (id) => get(`/runs/${id}`),
      transformResponse: dataOf<RunDetail>,
      providesTags: (_result, _error, id) => [one(id)],
      onQueryStarted: (_id, { dispatch, queryFulfilled }) => {
        // A run that is gone went with its profile.
        const onError = (): void => {
          dispatch(connectorApi.util.invalidateTags([LIST, PROFILES]));
        };
        queryFulfilled.catch(onError);
      },
    }),
    /** Null once the run is over. */
    directoryConnectorGetRunProgress: build.query<RunProgress | null, string>({
      query: (id) => get(`/runs/${id}/progress`),
      transformResponse: dataOf<RunProgress | null>,
      onQueryStarted: (id, { dispatch, queryFulfilled }) => {
        const onAnswer = ({ data }: { data: RunProgress | null }): void => {
          if (data === null) dispatch(connectorApi.util.invalidateTags(changedByEnd(id)));
        };
        // A failure is shown where the query is used.
        queryFulfilled.then(onAnswer, () => undefined);
      },
    }),
    directoryConnectorCancelRun: build.mutation<void, string>({
      query: (id) => post(`/runs/${id}/cancel`),
      invalidatesTags: (_result, _error, id) => [LIST, one(id), PROFILES],
    }),
    directoryConnectorApproveRun: build.mutation<
      void,
      { id: string; confirm: string; people?: 'same' }
    >({
      query: ({ id, ...data }) => post(`/runs/${id}/approve`, data),
      invalidatesTags: (_result, _error, { id }) => changedByEnd(id),
    }),
    directoryConnectorRejectRun: build.mutation<void, string>({
      query: (id) => post(`/runs/${id}/reject`),
      invalidatesTags: (_result, _error, id) => [LIST, one(id), PROFILES],
    }),
    directoryConnectorGetChanges: build.query<
      PageOf<ListedChange>,
      { run: string; query: ChangesQuery }
    >({
      query: ({ run, query }) => get(`/runs/${run}/changes`, query),
      transformResponse: pageOf<ListedChange>,
      providesTags: ['ConnectorChanges'],
      // A run may have as many changes as the company has people: one page is enough to keep.
      keepUnusedDataFor: 0,
    }),
    directoryConnectorGetIssues: build.query<PageOf<RunIssue>, { run: string; query: IssuesQuery }>(
      {
        query: ({ run, query }) => get(`/runs/${run}/issues`, query),
        transformResponse: pageOf<RunIssue>,
        providesTags: ['ConnectorChanges'],
        keepUnusedDataFor: 0,
      }
    ),
    directoryConnectorGetIssueGroups: build.query<IssueGroup[], string>({
      query: (run) => get(`/runs/${run}/issue-groups`),
      transformResponse: dataOf<IssueGroup[]>,
      providesTags: ['ConnectorChanges'],
    }),
    /** What happened to somebody, over all runs; `search` has at least two characters. */
    directoryConnectorSearchHistory: build.query<
      PageOf<HistoryEntry>,
      { search: string; page?: number; pageSize?: number }
    >({
      query: (params) => get('/changes', params),
      transformResponse: pageOf<HistoryEntry>,
      providesTags: ['ConnectorChanges'],
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useDirectoryConnectorTestProfileMutation: useTestProfileMutation,
  useDirectoryConnectorRunProfileMutation: useRunProfileMutation,
  useDirectoryConnectorTryPersonMutation: useTryPersonMutation,
  useDirectoryConnectorTestRemovalMutation: useTestRemovalMutation,
  useDirectoryConnectorRemoveProfileMutation: useRemoveProfileMutation,
  useDirectoryConnectorTestUndoMutation: useTestUndoMutation,
  useDirectoryConnectorUndoRunMutation: useUndoRunMutation,
  useDirectoryConnectorGetRunsQuery: useGetRunsQuery,
  useDirectoryConnectorGetRunQuery: useGetRunQuery,
  useDirectoryConnectorGetRunProgressQuery: useGetRunProgressQuery,
  useDirectoryConnectorCancelRunMutation: useCancelRunMutation,
  useDirectoryConnectorApproveRunMutation: useApproveRunMutation,
  useDirectoryConnectorRejectRunMutation: useRejectRunMutation,
  useDirectoryConnectorGetChangesQuery: useGetChangesQuery,
  useDirectoryConnectorGetIssuesQuery: useGetIssuesQuery,
  useDirectoryConnectorGetIssueGroupsQuery: useGetIssueGroupsQuery,
  useDirectoryConnectorSearchHistoryQuery: useSearchHistoryQuery,
} = runsApi;

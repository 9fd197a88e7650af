import type { BrowseView, ConnectionTestView } from '../../../shared/contracts/ldap';
import type {
  ColumnMatch,
  FieldMapping,
  FilterCount,
  MappedSamples,
  WrittenMapping,
} from '../../../shared/contracts/mapping';
import type { DetectionView } from '../../../shared/contracts/sources';
import type { RowTrial, RowValue } from '../../../shared/contracts/trials';
import type { FileComparison, RowFix, UploadInfo } from '../../../shared/contracts/uploads';
import type { ProfileInput, SourceInput, Variable } from '../../../shared/profile';
import type { CsvFormat } from '../../../shared/profile/csv';
import type { Fields } from '../../../shared/profile/fields';
import type { LdapInput } from '../../../shared/profile/ldap';
import type { RegisteredInput, SourceKind } from '../../../shared/profile/registered';
import type { AppAttributes } from '../../../shared/records';
import { connectorApi, dataOf, url } from './api';

const uploadOf = (profile: string) => ({ type: 'ConnectorUpload' as const, id: profile });

/** A mapping and the source that it is tried on. */
export interface MappingQuery {
  /** The saved profile, whose records are looked at; null for a new one. */
  profile: string | null;
  /** What is being edited; without it what is saved. */
  draft?: ProfileInput;
  /** A file that waits for its profile. */
  upload?: string | null;
}

export interface TrialQuery extends MappingQuery {
  /** The first row that matches from this line on; 1 for the first of all. */
  from: number;
  search: string;
}

/** A directory, or a source of another plugin, that is being entered; secrets that come as markers are taken from the saved profile. */
export interface SourceQuery<Source = LdapInput | RegisteredInput> {
  profile: string | null;
  source: Source;
}

/** One row of a profile's file, by column, as it is read with its corrections. */
export interface SourceRow {
  row: number;
  values: Record<string, RowValue>;
  /** Whom the row is about; null where that is not certain. */
  person: string | null;
}

const sourcesApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    uploadFile: build.mutation<UploadInfo, { file: File; profile: string | null }>({
      query: ({ file, profile }) => {
        const data = new FormData();
        data.append('files', file);
        if (profile !== null) data.append('profile', profile);
        return { url: url('/uploads'), method: 'POST', data };
      },
      transformResponse: dataOf<UploadInfo>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    getUpload: build.query<UploadInfo, string>({
      query: (id) => ({ url: url(`/uploads/${id}`), method: 'GET' }),
      transformResponse: dataOf<UploadInfo>,
      providesTags: ['ConnectorUpload'],
    }),
    /** The file that a run of the profile takes. */
    getCurrentUpload: build.query<UploadInfo | null, string>({
      query: (profile) => ({ url: url(`/profiles/${profile}/upload`), method: 'GET' }),
      transformResponse: dataOf<UploadInfo | null>,
      providesTags: (_result, _error, profile) => [uploadOf(profile)],
    }),
    attachUpload: build.mutation<UploadInfo, { id: string; profile: string }>({
      query: ({ id, profile }) => ({
        url: url(`/uploads/${id}/attach`),
        method: 'POST',
        data: { profile },
      }),
      transformResponse: dataOf<UploadInfo>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    deleteUpload: build.mutation<void, string>({
      query: (id) => ({ url: url(`/uploads/${id}`), method: 'DELETE' }),
      invalidatesTags: ['ConnectorUpload'],
    }),
    detectUpload: build.query<DetectionView, { id: string; format: CsvFormat }>({
      query: ({ id, format }) => ({
        url: url(`/uploads/${id}/detect`),
        method: 'POST',
        data: { format },
      }),
      transformResponse: dataOf<DetectionView>,
    }),
    /** What is different in a file that waits from the one that a profile has. */
    compareUpload: build.query<FileComparison, { id: string; profile: string }>({
      query: ({ id, profile }) => ({
        url: url(`/uploads/${id}/compare`),
        method: 'POST',
        data: { profile },
      }),
      transformResponse: dataOf<FileComparison>,
      keepUnusedDataFor: 0,
    }),
    /** The same as of an uploaded file, for one at an address; secrets that come as markers are taken from the saved profile. */
    detectSource: build.query<DetectionView, { profile: string | null; source: SourceInput }>({
      query: (data) => ({ url: url('/sources/detect'), method: 'POST', data }),
      transformResponse: dataOf<DetectionView>,
    }),
    /** Tries to reach a directory, step by step. */
    testConnection: build.mutation<ConnectionTestView, SourceQuery<LdapInput>>({
      query: (data) => ({ url: url('/sources/test-connection'), method: 'POST', data }),
      transformResponse: dataOf<ConnectionTestView>,
    }),
    /** The sources that other plugins bring. */
    listSources: build.query<SourceKind[], void>({
      query: () => ({ url: url('/sources'), method: 'GET' }),
      transformResponse: dataOf<SourceKind[]>,
    }),
    /** The first rows of a directory, or of a source of another plugin, as a run would read them. */
    browse: build.query<BrowseView, SourceQuery>({
      query: (data) => ({ url: url('/sources/browse'), method: 'POST', data }),
      transformResponse: dataOf<BrowseView>,
      keepUnusedDataFor: 0,
    }),
    getFixes: build.query<RowFix[], string>({
      query: (id) => ({ url: url(`/uploads/${id}/fixes`), method: 'GET' }),
      transformResponse: dataOf<RowFix[]>,
      providesTags: ['ConnectorUpload'],
    }),
    addFix: build.mutation<RowFix[], { id: string; fix: RowFix }>({
      query: ({ id, fix }) => ({ url: url(`/uploads/${id}/fixes`), method: 'POST', data: fix }),
      transformResponse: dataOf<RowFix[]>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    removeFix: build.mutation<RowFix[], { id: string; row: number; column?: string }>({
      query: ({ id, ...params }) => ({
        url: url(`/uploads/${id}/fixes`),
        method: 'DELETE',
        config: { params },
      }),
      transformResponse: dataOf<RowFix[]>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    getSourceRow: build.query<SourceRow, { profile: string; row: number }>({
      query: ({ profile, row }) => ({
        url: url(`/profiles/${profile}/rows/${row}`),
        method: 'GET',
      }),
      transformResponse: dataOf<SourceRow>,
      providesTags: ['ConnectorUpload'],
      keepUnusedDataFor: 0,
    }),
    /** Which column automatic matching takes for which attribute, and which export they look like. */
    matchColumns: build.query<
      ColumnMatch,
      { profile: string | null; columns: string[]; rows: string[][] }
    >({
      query: (data) => ({ url: url('/mapping/match'), method: 'POST', data }),
      transformResponse: dataOf<ColumnMatch>,
      // The next run of the profile may pin its matching.
      keepUnusedDataFor: 0,
    }),
    /** What the app has added to the attributes that can be filled. */
    listAppAttributes: build.query<AppAttributes, void>({
      query: () => ({ url: url('/mapping/attributes'), method: 'GET' }),
      transformResponse: dataOf<AppAttributes>,
    }),
    /** Fields as a template that says the same. */
    writeTemplate: build.query<
      WrittenMapping,
      { fields: Fields; variables: Variable[]; columns: string[] }
    >({
      query: (data) => ({ url: url('/mapping/template'), method: 'POST', data }),
      transformResponse: dataOf<WrittenMapping>,
    }),
    /** A template as the fields that say the same; null where it says more. */
    readTemplate: build.query<
      FieldMapping | null,
      { template: string; variables: Variable[]; columns: string[] }
    >({
      query: (data) => ({ url: url('/mapping/fields'), method: 'POST', data }),
      transformResponse: dataOf<FieldMapping | null>,
    }),
    /** How many rows the filter takes, and the first that it leaves out. */
    countRows: build.query<FilterCount, MappingQuery>({
      query: (data) => ({ url: url('/mapping/filter'), method: 'POST', data }),
      transformResponse: dataOf<FilterCount>,
      keepUnusedDataFor: 0,
    }),
    /** What the first rows become. */
    sampleRows: build.query<MappedSamples, MappingQuery>({
      query: (data) => ({ url: url('/mapping/samples'), method: 'POST', data }),
      transformResponse: dataOf<MappedSamples>,
      keepUnusedDataFor: 0,
    }),
    tryRow: build.query<RowTrial, TrialQuery>({
      query: (data) => ({ url: url('/mapping/trial'), method: 'POST', data }),
      transformResponse: dataOf<RowTrial>,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useUploadFileMutation,
  useGetUploadQuery,
  useGetCurrentUploadQuery,
  useAttachUploadMutation,
  useDeleteUploadMutation,
  useDetectUploadQuery,
  useCompareUploadQuery,
  useDetectSourceQuery,
  useTestConnectionMutation,
  useListSourcesQuery,
  useBrowseQuery,
  useGetFixesQuery,
  useAddFixMutation,
  useRemoveFixMutation,
  useGetSourceRowQuery,
  useMatchColumnsQuery,
  useListAppAttributesQuery,
  useLazyWriteTemplateQuery,
  useReadTemplateQuery,
  useCountRowsQuery,
  useSampleRowsQuery,
  useTryRowQuery,
} = sourcesApi;

import type { BrowseView, ConnectionTestView } from '../../../shared/contracts/ldap';
import type {
  ColumnMatch,
  FieldMapping,
  FilterCount,
  MappedSamples,
  WrittenMapping,
} from '../../../shared/contracts/mapping';
import type { ConnectorDraftView, PastedConnector } from '../../../shared/contracts/pascom';
import type { ExampleFile, PresetSummary } from '../../../shared/contracts/presets';
import type { DetectionView } from '../../../shared/contracts/sources';
import type { RowTrial } from '../../../shared/contracts/trials';
import type {
  FileComparison,
  FileRow,
  LineFix,
  RowCheck,
  RowFix,
  UploadInfo,
} from '../../../shared/contracts/uploads';
import type { Language } from '../../../shared/languages';
import type { ProfileInput, SourceInput, Variable } from '../../../shared/profile';
import type { CsvFormat } from '../../../shared/profile/csv';
import type { Fields } from '../../../shared/profile/fields';
import type { LdapInput } from '../../../shared/profile/ldap';
import type { PushSource } from '../../../shared/profile/push';
import type { RegisteredInput, SourceKind } from '../../../shared/profile/registered';
import type { AppAttributes } from '../../../shared/records';
import { connectorApi, dataOf, del, get, post } from './api';

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
export interface SourceQuery<Source = LdapInput | PushSource | RegisteredInput> {
  profile: string | null;
  source: Source;
}

/** A row of the file that a run has read, or without one of the profile's uploaded file. */
export interface RowQuery {
  profile: string;
  run: string | null;
  row: number;
}

const ofFile = ({ run }: RowQuery) => (run === null ? {} : { run });

const sourcesApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    /** The file that a run of the profile takes. */
    directoryConnectorGetCurrentUpload: build.query<UploadInfo | null, string>({
      query: (profile) => get(`/profiles/${profile}/upload`),
      transformResponse: dataOf<UploadInfo | null>,
      providesTags: (_result, _error, profile) => [uploadOf(profile)],
    }),
    directoryConnectorAttachUpload: build.mutation<UploadInfo, { id: string; profile: string }>({
      query: ({ id, profile }) => post(`/uploads/${id}/attach`, { profile }),
      transformResponse: dataOf<UploadInfo>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    directoryConnectorDeleteUpload: build.mutation<void, string>({
      query: (id) => del(`/uploads/${id}`),
      invalidatesTags: ['ConnectorUpload'],
    }),
    directoryConnectorDetectUpload: build.query<DetectionView, { id: string; format: CsvFormat }>({
      query: ({ id, format }) => post(`/uploads/${id}/detect`, { format }),
      transformResponse: dataOf<DetectionView>,
    }),
    /** What is different in a file that waits from the one that a profile has. */
    directoryConnectorCompareUpload: build.query<FileComparison, { id: string; profile: string }>({
      query: ({ id, profile }) => post(`/uploads/${id}/compare`, { profile }),
      transformResponse: dataOf<FileComparison>,
      keepUnusedDataFor: 0,
    }),
    /** The same as of an uploaded file, for one at an address; secrets that come as markers are taken from the saved profile. */
    directoryConnectorDetectSource: build.query<
      DetectionView,
      { profile: string | null; source: SourceInput }
    >({
      query: (data) => post('/sources/detect', data),
      transformResponse: dataOf<DetectionView>,
    }),
    /** Tries to reach a directory, step by step. */
    directoryConnectorTestConnection: build.mutation<ConnectionTestView, SourceQuery<LdapInput>>({
      query: (data) => post('/sources/test-connection', data),
      transformResponse: dataOf<ConnectionTestView>,
    }),
    /** The sources that other plugins bring. */
    directoryConnectorListSources: build.query<SourceKind[], void>({
      query: () => get('/sources'),
      transformResponse: dataOf<SourceKind[]>,
    }),
    /** The first rows of a directory, or of a source of another plugin, as a run would read them. */
    directoryConnectorBrowse: build.query<BrowseView, SourceQuery>({
      query: (data) => post('/sources/browse', data),
      transformResponse: dataOf<BrowseView>,
      keepUnusedDataFor: 0,
    }),
    directoryConnectorGetFixes: build.query<RowFix[], string>({
      query: (id) => get(`/uploads/${id}/fixes`),
      transformResponse: dataOf<RowFix[]>,
      providesTags: ['ConnectorUpload'],
    }),
    directoryConnectorAddFix: build.mutation<RowFix[], { id: string; fix: RowFix }>({
      query: ({ id, fix }) => post(`/uploads/${id}/fixes`, fix),
      transformResponse: dataOf<RowFix[]>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    directoryConnectorRemoveFix: build.mutation<
      RowFix[],
      { id: string; row: number; column?: string }
    >({
      query: ({ id, ...params }) => del(`/uploads/${id}/fixes`, params),
      transformResponse: dataOf<RowFix[]>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    /** Corrections that go by the text of lines. */
    directoryConnectorGetLineFixes: build.query<LineFix[], string>({
      query: (profile) => get(`/profiles/${profile}/corrections`),
      transformResponse: dataOf<LineFix[]>,
      providesTags: ['ConnectorUpload'],
    }),
    directoryConnectorAddLineFix: build.mutation<
      LineFix[],
      { profile: string; run: string; fix: RowFix }
    >({
      query: ({ profile, run, fix }) => post(`/profiles/${profile}/corrections`, { run, ...fix }),
      transformResponse: dataOf<LineFix[]>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    directoryConnectorRemoveLineFix: build.mutation<LineFix[], { profile: string; line: string }>({
      query: ({ profile, line }) => del(`/profiles/${profile}/corrections`, { line }),
      transformResponse: dataOf<LineFix[]>,
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
    directoryConnectorGetFileRow: build.query<FileRow, RowQuery>({
      query: (asked) => get(`/profiles/${asked.profile}/rows/${asked.row}`, ofFile(asked)),
      transformResponse: dataOf<FileRow>,
      providesTags: ['ConnectorUpload'],
      keepUnusedDataFor: 0,
    }),
    /** What becomes of a row with its corrections. */
    directoryConnectorCheckRow: build.query<RowCheck, RowQuery>({
      query: (asked) => get(`/profiles/${asked.profile}/rows/${asked.row}/check`, ofFile(asked)),
      transformResponse: dataOf<RowCheck>,
      keepUnusedDataFor: 0,
    }),
    /** Which column automatic matching takes for which attribute, and which export they look like. */
    directoryConnectorMatchColumns: build.query<
      ColumnMatch,
      { profile: string | null; preset: string | null; columns: string[]; rows: string[][] }
    >({
      query: (data) => post('/mapping/match', data),
      transformResponse: dataOf<ColumnMatch>,
      // The next run of the profile may pin its matching.
      keepUnusedDataFor: 0,
    }),
    /** The exports that are known. */
    directoryConnectorListPresets: build.query<PresetSummary[], void>({
      query: () => get('/mapping/presets'),
      transformResponse: dataOf<PresetSummary[]>,
    }),
    /** A file to fill, for those who have none. */
    directoryConnectorGetExample: build.query<ExampleFile, Language>({
      query: (language) => get('/mapping/example', { language }),
      transformResponse: dataOf<ExampleFile>,
    }),
    /** What the app has added to the attributes that can be filled. */
    directoryConnectorListAppAttributes: build.query<AppAttributes, void>({
      query: () => get('/mapping/attributes'),
      transformResponse: dataOf<AppAttributes>,
    }),
    /** Fields as a template that says the same. */
    directoryConnectorWriteTemplate: build.query<
      WrittenMapping,
      { fields: Fields; variables: Variable[]; columns: string[] }
    >({
      query: (data) => post('/mapping/template', data),
      transformResponse: dataOf<WrittenMapping>,
    }),
    /** A template as the fields that say the same; null where it says more. */
    directoryConnectorReadTemplate: build.query<
      FieldMapping | null,
      { template: string; variables: Variable[]; columns: string[] }
    >({
      query: (data) => post('/mapping/fields', data),
      transformResponse: dataOf<FieldMapping | null>,
    }),
    /** What becomes of a connector of pascom's. */
    directoryConnectorReadPascom: build.query<ConnectorDraftView, PastedConnector>({
      query: (data) => post('/mapping/pascom', data),
      transformResponse: dataOf<ConnectorDraftView>,
      keepUnusedDataFor: 0,
    }),
    /** How many rows the filter takes, and the first that it leaves out. */
    directoryConnectorCountRows: build.query<FilterCount, MappingQuery>({
      query: (data) => post('/mapping/filter', data),
      transformResponse: dataOf<FilterCount>,
      keepUnusedDataFor: 0,
    }),
    /** What the first rows become. */
    directoryConnectorSampleRows: build.query<MappedSamples, MappingQuery>({
      query: (data) => post('/mapping/samples', data),
      transformResponse: dataOf<MappedSamples>,
      keepUnusedDataFor: 0,
    }),
    directoryConnectorTryRow: build.query<RowTrial, TrialQuery>({
      query: (data) => post('/mapping/trial', data),
      transformResponse: dataOf<RowTrial>,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useDirectoryConnectorGetCurrentUploadQuery: useGetCurrentUploadQuery,
  useDirectoryConnectorAttachUploadMutation: useAttachUploadMutation,
  useDirectoryConnectorDeleteUploadMutation: useDeleteUploadMutation,
  useDirectoryConnectorDetectUploadQuery: useDetectUploadQuery,
  useDirectoryConnectorCompareUploadQuery: useCompareUploadQuery,
  useDirectoryConnectorDetectSourceQuery: useDetectSourceQuery,
  useDirectoryConnectorTestConnectionMutation: useTestConnectionMutation,
  useDirectoryConnectorListSourcesQuery: useListSourcesQuery,
  useDirectoryConnectorBrowseQuery: useBrowseQuery,
  useDirectoryConnectorGetFixesQuery: useGetFixesQuery,
  useDirectoryConnectorAddFixMutation: useAddFixMutation,
  useDirectoryConnectorRemoveFixMutation: useRemoveFixMutation,
  useDirectoryConnectorGetLineFixesQuery: useGetLineFixesQuery,
  useDirectoryConnectorAddLineFixMutation: useAddLineFixMutation,
  useDirectoryConnectorRemoveLineFixMutation: useRemoveLineFixMutation,
  useDirectoryConnectorGetFileRowQuery: useGetFileRowQuery,
  useLazyDirectoryConnectorCheckRowQuery: useLazyCheckRowQuery,
  useDirectoryConnectorMatchColumnsQuery: useMatchColumnsQuery,
  useDirectoryConnectorListPresetsQuery: useListPresetsQuery,
  useLazyDirectoryConnectorGetExampleQuery: useLazyGetExampleQuery,
  useDirectoryConnectorListAppAttributesQuery: useListAppAttributesQuery,
  useLazyDirectoryConnectorWriteTemplateQuery: useLazyWriteTemplateQuery,
  useDirectoryConnectorReadTemplateQuery: useReadTemplateQuery,
  useDirectoryConnectorReadPascomQuery: useReadPascomQuery,
  useDirectoryConnectorCountRowsQuery: useCountRowsQuery,
  useDirectoryConnectorSampleRowsQuery: useSampleRowsQuery,
  useDirectoryConnectorTryRowQuery: useTryRowQuery,
} = sourcesApi;

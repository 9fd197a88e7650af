import type { UploadInfo } from '../../../shared/contracts/uploads';
import { isObject } from '../../../shared/path';
import type { Sent } from '../utils/sent';
import { connectorApi, dataOf, post, url } from './api';
import { type Answer, sendForm } from './send-form';

export interface FileToUpload {
  file: File;
  /** Null for a file that waits for its profile. */
  profile: string | null;
  /** Of the person who is logged in. */
  token: string | null;
  onSent: (sent: Sent) => void;
}

const formOf = ({ file, profile }: FileToUpload): FormData => {
  const form = new FormData();
  form.append('files', file);
  if (profile !== null) form.append('profile', profile);
  return form;
};

/** What the panel's page tells its scripts. */
interface PanelWindow {
  strapi: { backendURL: string };
}

/** Null where no server answers. */
const send = async (form: FormData, { token, onSent }: FileToUpload): Promise<Answer | null> => {
  const { strapi } = window as unknown as PanelWindow;
  try {
    return await sendForm(`${strapi.backendURL}${url('/uploads')}`, form, { token, onSent });
  } catch {
    return null;
  }
};

/** Why a file was not taken, as Strapi's own requests tell it. */
const errorOf = (answer: Answer | null) => {
  const { error } = isObject(answer?.body) ? answer.body : {};
  return isObject(error)
    ? { name: 'ApiError', message: '', ...error }
    : { name: 'UnknownError', message: '' };
};

const uploadApi = connectorApi.injectEndpoints({
  endpoints: (build) => ({
    directoryConnectorUploadFile: build.mutation<UploadInfo, FileToUpload>({
      queryFn: async (upload, _api, _options, ask) => {
        const form = formOf(upload);
        const answer = await send(form, upload);
        if (answer?.status === 201) return { data: dataOf(answer.body as { data: UploadInfo }) };
        if (answer?.status !== 401) return { error: errorOf(answer) };
        // Strapi renews a token that has run out, and sends once more.
        const { data, error } = await ask(post('/uploads', form));
        return error ? { error } : { data: dataOf(data as { data: UploadInfo }) };
      },
      invalidatesTags: ['ConnectorUpload', 'ConnectorRun'],
    }),
  }),
});

export const { useDirectoryConnectorUploadFileMutation: useUploadFileMutation } = uploadApi;

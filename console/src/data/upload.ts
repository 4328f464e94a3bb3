import type { Api } from '../../../client/rest/create-api.ts';
import type { Upload } from './draft-files.ts';

/** A form that the API has made for one file. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Sends a file to its form. `XMLHttpRequest`, because `fetch` tells no progress. */
export function sendFile({ url, fields }: UploadForm, file: File, progress: (part: number) => void, signal: AbortSignal): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => (request.status < 300 ? resolve() : reject(new Error(`the upload ended with ${request.status}`))));
    for (const event of ['error', 'abort'] as const) request.addEventListener(event, () => reject(new Error(`the upload ended: ${event}`)));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** Uploads a file of a message. */
export const uploadBy =
  (api: Api): Upload<File> =>
  async (file, progress, signal) => {
    const type = file.type === '' ? 'application/octet-stream' : file.type;
    const { id, upload } = await api.POST('/v1/attachments', { body: { name: file.name, type, size: file.size }, signal });
    await sendFile({ url: upload.url, fields: upload.fields as Record<string, string> }, file, progress, signal);
    return id;
  };

import type { Api } from '../../../client/rest/create-api.ts';
import type { Upload } from './draft-files.ts';

/** Uploads a file by the API's form. `XMLHttpRequest`, because `fetch` tells no progress. */
export const uploadBy =
  (api: Api): Upload<File> =>
  async (file, progress, signal) => {
    const type = file.type === '' ? 'application/octet-stream' : file.type;
    const { id, upload } = await api.POST('/v1/attachments', { body: { name: file.name, type, size: file.size }, signal });
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields as Record<string, string>)) form.append(name, value);
    form.append('file', file);
    await new Promise<void>((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', upload.url);
      request.upload.addEventListener('progress', ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total));
      request.addEventListener('load', () => (request.status < 300 ? resolve() : reject(new Error(`the upload ended with ${request.status}`))));
      for (const event of ['error', 'abort'] as const) request.addEventListener(event, () => reject(new Error(`the upload ended: ${event}`)));
      signal.addEventListener('abort', () => request.abort());
      request.send(form);
    });
    return id;
  };

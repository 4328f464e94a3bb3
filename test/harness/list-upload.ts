import type { Api } from './http.ts';
import { until } from './until.ts';

interface Announced {
  readonly id: string;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
}
export interface UploadJob {
  readonly id: string;
  readonly state: string;
  readonly error?: string;
  readonly result?: { readonly read: number; readonly kept: number; readonly bad: number; readonly errorsUrl?: string };
}

/** Sends a file as a browser does, and starts its reading. Answers the job. */
export const startListUpload = async (
  admin: Api,
  listId: string,
  file: string | Uint8Array,
  { onBadRows, type = 'text/csv' }: { readonly onBadRows?: 'keep'; readonly type?: string } = {},
): Promise<UploadJob> => {
  const body = Buffer.from(file as string);
  const { id, upload } = await admin.post<Announced>(`/v1/enrichment-lists/${listId}/uploads`, { type, size: body.byteLength });
  const data = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) data.set(name, value);
  data.set('file', new Blob([body]));
  const sent = await fetch(upload.url, { method: 'POST', body: data });
  if (!sent.ok) throw new Error(`the form answered ${sent.status}`);
  const started = await admin.call<UploadJob>('POST', `/v1/enrichment-lists/${listId}/uploads/${id}/start`, { body: onBadRows ? { onBadRows } : {} });
  if (started.status !== 202) throw new Error(`the start answered ${started.status}`);
  return started.body;
};

/** The job, when it has ended. `limitMs`: less than the life of the admin's token. */
export const uploadEnded = (admin: Api, id: string, limitMs = 120_000): Promise<UploadJob> =>
  until(
    'the upload has ended',
    async () => {
      const job = await admin.get<UploadJob>(`/v1/jobs/${id}`);
      return job.state === 'running' ? undefined : job;
    },
    limitMs,
  );

import type { Api } from './http.ts';

interface Upload {
  readonly id: string;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
}

/** Uploads a file for a reply, as a browser does. Answers its id. @throws when the file is not accepted */
export const uploadFile = async (
  agent: Api,
  { name, type }: { readonly name: string; readonly type: string },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> => {
  const { id, upload } = await agent.post<Upload>('/v1/attachments', { name, type, size: bytes.length }, 201);
  const form = new FormData();
  for (const [field, value] of Object.entries(upload.fields)) form.append(field, value);
  form.append('file', new Blob([bytes], { type }), name);
  const { ok, status } = await fetch(upload.url, { method: 'POST', body: form });
  if (!ok) throw new Error(`the upload answered ${status}`);
  return id;
};

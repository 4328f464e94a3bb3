import { servedType } from '../../domain/support/messages/mime-type.ts';
import { readingFile, writingFile } from '../embedded/faults.ts';
import { dataPath, required } from '../embedded/home.ts';
import { downloadPath, linkKey, OBJECTS_PATH, uploadFields } from './embedded/links.ts';
import { ObjectStore } from './embedded/store.ts';
import { type Objects, ObjectsUnavailable } from './objects.ts';

export const objectsRoot = (): string => dataPath('objects');
export const objectsKey = (): Buffer => linkKey(dataPath('objects.key'));

const unavailable = (cause: unknown): Error => new ObjectsUnavailable(cause);
/** @throws ObjectsUnavailable */
export const readingStore = <T>(work: () => Promise<T>): Promise<T> => readingFile(objectsRoot(), unavailable, work);
/** @throws ObjectsUnavailable */
export const writingStore = <T>(work: () => Promise<T>): Promise<T> => writingFile(objectsRoot(), unavailable, work);

/** S3 on disk under `$PARLEY_HOME/data/objects`; the gateway of the laptop cloud serves its links below `PARLEY_PUBLIC_URL`. */
export function openObjects(): Objects {
  const store = new ObjectStore(objectsRoot());
  const signing = objectsKey();
  const base = required('PARLEY_PUBLIC_URL').replace(/\/$/, '');
  return {
    put: (key, body, contentType) => writingStore(() => store.put(key, body, contentType)),
    putStream: (key, bytes, _, contentType) => writingStore(() => store.putStream(key, bytes, contentType)),
    get: (key) => readingStore(() => store.get(key)),
    open: (key) =>
      readingStore(async () => {
        const found = await store.head(key);
        return found && { ...found, bytes: store.read(key) };
      }),
    head: (key) => readingStore(() => store.head(key)),
    delete: (key) => writingStore(() => store.delete(key)),
    presignUpload: async (key, { contentType, maxBytes, seconds }) => ({
      url: `${base}${OBJECTS_PATH}`,
      fields: uploadFields(signing, { key, contentType, maxBytes }, seconds, Date.now()),
    }),
    presignDownload: async (key, { filename, contentType, seconds }) =>
      `${base}${downloadPath(signing, { key, filename, contentType: servedType(contentType) }, seconds, Date.now())}`,
  };
}

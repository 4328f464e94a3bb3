/** Where this browser keeps whose device it is. */
export const PUSH_KEY = 'parley.push';

/** Whether pushes were turned on in this browser: only then is the rest of their code loaded. */
export const hasPushes = (): boolean => {
  try {
    return localStorage.getItem(PUSH_KEY) !== null;
  } catch {
    return false;
  }
};

/** The worker's registration, if pushes were ever turned on here. */
export const pushRegistration = async (): Promise<ServiceWorkerRegistration | undefined> =>
  'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration(import.meta.env.BASE_URL) : undefined;

/** Calls `open` with the place that a notification is about, when one was clicked. Returns what ends it. */
export function onNotificationOpened(open: (path: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const { serviceWorker } = navigator;
  const heard = ({ data }: MessageEvent<{ readonly open?: unknown }>): void => {
    const path = data.open;
    if (typeof path === 'string' && /^\/(?:inbox|chats)(?:\/|$)/.test(path)) open(path);
  };
  serviceWorker.addEventListener('message', heard);
  serviceWorker.startMessages();
  return () => serviceWorker.removeEventListener('message', heard);
}

import { parentPort } from 'node:worker_threads';
import { readHeaders, readMail } from '../reader/read.ts';
import type { Answer, Job } from './thread-messages.ts';

/**
 * The thread that reads mails one after the other. Only this file loads the readers of mail, charsets and HTML. It has its own bundle
 * (lib/bundling.ts, local/prepare/bundle.ts), so that a process that never sees a mail loads none of it.
 */
const answerTo = async ({ reading, bytes, receipt }: Job): Promise<Answer> => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const read = reading === 'whole' ? await readMail(buffer, receipt) : readHeaders(buffer, receipt);
    return read ? { kind: 'read', ...read } : { kind: 'nobody' };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : 'no mail' };
  }
};

parentPort?.on('message', (job: Job) => {
  void answerTo(job).then((answer) => {
    const files = answer.kind === 'read' ? (answer.event.files ?? []) : [];
    parentPort?.postMessage(
      answer,
      files.map(({ body }) => body.buffer as ArrayBuffer),
    );
  });
});

/** Processes of the laptop cloud, bundled with the functions so that shared code is loaded once. */
export const PROCESSES = ['local/gateway/main.ts', 'local/workers/main.ts', 'local/supervisor/main.ts'];
/** Code that functions run in threads, and the variables with its path. */
export const THREADS = ['channels/mail/threads/thread.ts'];
export const THREAD_FILES: Readonly<Record<string, string>> = { PARLEY_MAIL_THREAD: '../channels/mail/threads/thread.js' };
/** Optional parts, used if they exist. */
export const SIMULATOR = 'demo/providers/server.ts';
export const DEMO = 'demo/start.ts';

/**
 * The functions of the gateway and the workers, known before the synthesis of the stacks, so that bundling and synthesis run in parallel. A wrong list
 * only causes a second bundling; `test/local/prepare` compares it with the stacks.
 */
export const LIKELY = [
  'functions/api/handler.ts',
  'functions/consumers/ai-messages.ts',
  'functions/consumers/escalations-outbound.ts',
  'functions/consumers/messages.ts',
  'functions/consumers/metadata-actions.ts',
  'functions/consumers/queue-acks.ts',
  'functions/consumers/tickets.ts',
  'functions/jobs/bulk.ts',
  'functions/jobs/poller.ts',
  'functions/jobs/timers.ts',
  'functions/mail/handler.ts',
  'functions/realtime/delivery.ts',
  'functions/realtime/fan-out.ts',
  'functions/realtime/gateway.ts',
  'functions/senders/actions.ts',
  'functions/senders/analysis.ts',
  'functions/senders/customer-webhooks.ts',
  'functions/senders/media.ts',
  'functions/senders/outbound.ts',
  'functions/senders/people.ts',
  'functions/senders/push.ts',
  'functions/senders/ticket-helper.ts',
  'functions/streams/projector.ts',
  'functions/streams/reindex.ts',
  'functions/webhooks/handler.ts',
];

/** All entries of a laptop that runs these functions. Their order determines the order of modules in a chunk. */
export const withProcesses = (functions: readonly string[]): string[] => [...new Set(functions), ...PROCESSES, ...THREADS, SIMULATOR, DEMO].sort();

/** Processes of the laptop cloud, bundled with the functions so that shared code is loaded once. */
export const PROCESSES = ['local/gateway/main.ts', 'local/workers/main.ts', 'local/supervisor/main.ts'];
/** Code that functions run in threads, and the path at which a function finds it. */
export const THREADS = ['channels/mail/threads/thread.ts'];
export const THREAD_FILES: Readonly<Record<string, string>> = { PARLEY_MAIL_THREAD: '../channels/mail/threads/thread.js' };
/** Built by others, used when they are there. */
export const SIMULATOR = 'demo/providers/server.ts';
export const DEMO = 'demo/start.ts';

/**
 * The functions that the gateway and the workers run, as the stacks say: known before the stacks are made, so that both can be made in parallel. A
 * wrong list only costs a second bundling; `test/local/prepare` compares it with the stacks.
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
  'functions/realtime/delivery.ts',
  'functions/realtime/gateway.ts',
  'functions/senders/actions.ts',
  'functions/senders/analysis.ts',
  'functions/senders/outbound.ts',
  'functions/senders/people.ts',
  'functions/senders/ticket-helper.ts',
  'functions/streams/projector.ts',
  'functions/streams/reindex.ts',
  'functions/webhooks/handler.ts',
];

/** Everything that is bundled for a laptop that runs these functions. The order decides the order of modules in a chunk. */
export const withProcesses = (functions: readonly string[]): string[] => [...new Set(functions), ...PROCESSES, ...THREADS, SIMULATOR, DEMO].sort();

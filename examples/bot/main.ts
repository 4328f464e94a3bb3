import { fileURLToPath } from 'node:url';
import { connect } from '../../client/realtime/connect.ts';
import { runningHub } from '../shared/running-hub.ts';
import { fileStore } from './file-store.ts';
import { join, replyTo } from './replies.ts';
import { signIn } from './sign-in.ts';

/** A bot (docs/examples.md): signs in, joins, and answers whoever writes to it. Kill it at any moment and start it again: it answers what it has missed, once. */
const STATE = process.env['PARLEY_BOT_STATE'] ?? fileURLToPath(new URL('../../.parley-bot/state.json', import.meta.url));

const hub = runningHub();
const store = await fileStore(STATE);
const { api, me } = await signIn(hub, store);
const invite = process.env['PARLEY_INVITE'];
if (invite !== undefined) console.log(`joined ${await join(api, invite)}`);

const feed = await connect({ api, wsUrl: hub.wsUrl, store, account: me.id });
feed.on('message', async (message) => {
  const reply = replyTo(message, me);
  if (reply === undefined) return;
  feed.read(message.conversationId, message.number);
  feed.typing(message.conversationId);
  // The client stores its position when this has ended: after a crash in between, the message comes again.
  const { state, error } = await feed.post(reply).done;
  console.log(`${message.conversationId} ${message.number}: ${state === 'failed' ? `no answer, ${error?.title ?? ''}` : 'answered'}`);
});
feed.on('status', (status) => {
  console.log(status);
  if (status === 'signed-out') stop(1);
});
feed.on('error', (error) => console.error(error));

const stop = (code: number): void => void feed.close().then(() => process.exit(code));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0));
console.log(`${me.name} listens at ${hub.apiUrl}`);

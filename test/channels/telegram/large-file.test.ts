import { expect, it } from 'vitest';
import { replyOnTelegram } from '../../../channels/telegram/reply.ts';
import { reply } from '../exchange.ts';
import { testLargeFile } from '../large-file.ts';

let loses = false;
const send = testLargeFile({
  pieces: 760,
  isUpload: () => true,
  answer: (request, response) => {
    if (loses) request.socket.destroy();
    else response.end(JSON.stringify({ ok: true, result: { message_id: 7, chat: { id: 5 } } }));
  },
  send: (files, settings) => replyOnTelegram({ ...reply, to: '5', files }, { botToken: '1:b', secretToken: 's' }, settings),
  sent: { outcome: 'sent', providerId: '5/7' },
});

it('a file that was sent completely may have arrived, if the answer is lost', async () => {
  loses = true;
  expect(await send()).toMatchObject({ outcome: 'unknown' });
});

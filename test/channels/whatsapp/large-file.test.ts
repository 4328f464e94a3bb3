import { replyOnWhatsApp } from '../../../channels/whatsapp/reply.ts';
import { reply } from '../exchange.ts';
import { testLargeFile } from '../large-file.ts';

testLargeFile({
  pieces: 1_520,
  isUpload: ({ url }) => url?.endsWith('/media') === true,
  answer: (_, response) => response.end(JSON.stringify({ id: 'media-1', messages: [{ id: 'wamid.1' }] })),
  send: (files, settings) => replyOnWhatsApp({ ...reply, files }, { appSecret: 's', verifyToken: 'v', accessToken: 'EAAG', accountId: '1' }, settings),
  sent: { outcome: 'sent', providerId: 'wamid.1' },
});

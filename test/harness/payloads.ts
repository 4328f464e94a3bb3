/** Payloads of providers, written by hand and independent of the parsers and of the demo, so that a shared mistake cannot hide. */
export interface WhatsAppText {
  readonly id: string;
  /** Phone number of the customer. */
  readonly from: string;
  readonly text: string;
  readonly name?: string;
  readonly at?: number;
}

const entry = (phoneNumberId: string, messages: readonly WhatsAppText[]): unknown => ({
  id: '102290129340398',
  changes: [
    {
      field: 'messages',
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '15550783881', phone_number_id: phoneNumberId },
        contacts: [...new Map(messages.map((message) => [message.from, message])).values()].map(({ from, name }) => ({
          profile: { name: name ?? `Customer ${from}` },
          wa_id: from,
        })),
        messages: messages.map(({ id, from, text, at }) => ({
          from,
          id,
          timestamp: String(Math.floor((at ?? Date.now()) / 1000)),
          type: 'text',
          text: { body: text },
        })),
      },
    },
  ],
});

/** One POST of the WhatsApp Cloud API; every inner list is an `entry` of its own. */
export const whatsappBody = (phoneNumberId: string, entries: readonly (readonly WhatsAppText[])[]): string =>
  JSON.stringify({ object: 'whatsapp_business_account', entry: entries.map((messages) => entry(phoneNumberId, messages)) });

export const messengerBody = (pageId: string, messages: readonly { mid: string; from: string; text: string; at?: number; echo?: boolean }[]): string =>
  JSON.stringify({
    object: 'page',
    entry: messages.map(({ mid, from, text, at, echo }) => ({
      id: pageId,
      time: at ?? Date.now(),
      messaging: [
        {
          sender: { id: echo ? pageId : from },
          recipient: { id: echo ? from : pageId },
          timestamp: at ?? Date.now(),
          message: { mid, text, ...(echo ? { is_echo: true, app_id: 1517776481860111 } : {}) },
        },
      ],
    })),
  });

export const feedCommentBody = (
  pageId: string,
  comment: { id: string; postId: string; from: { id: string; name: string }; text: string; at?: number },
): string =>
  JSON.stringify({
    object: 'page',
    entry: [
      {
        id: pageId,
        time: Math.floor((comment.at ?? Date.now()) / 1000),
        changes: [
          {
            field: 'feed',
            value: {
              item: 'comment',
              verb: 'add',
              comment_id: comment.id,
              post_id: comment.postId,
              parent_id: comment.postId,
              from: comment.from,
              message: comment.text,
              created_time: Math.floor((comment.at ?? Date.now()) / 1000),
            },
          },
        ],
      },
    ],
  });

export const mailBytes = (mail: { from: string; to: string; subject: string; text: string; messageId?: string; inReplyTo?: string }): string =>
  [
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    `Subject: ${mail.subject}`,
    ...(mail.messageId === undefined ? [] : [`Message-ID: ${mail.messageId}`]),
    ...(mail.inReplyTo === undefined ? [] : [`In-Reply-To: ${mail.inReplyTo}`, `References: ${mail.inReplyTo}`]),
    'Date: Fri, 20 Nov 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    mail.text,
    '',
  ].join('\r\n');

export const apiBody = (messages: readonly { id: string; author: { id: string; name: string }; text: string; createdAt?: string }[]): string =>
  JSON.stringify({ messages });

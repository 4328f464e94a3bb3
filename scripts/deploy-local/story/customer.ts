import { createHmac } from 'node:crypto';
import type { Hub } from './hub.ts';

export interface CustomerText {
  readonly id: string;
  /** Phone number. */
  readonly from: string;
  readonly name: string;
  readonly text: string;
}

/** A customer's WhatsApp messages as Meta posts them, signed with the app's secret. */
export class WhatsApp {
  readonly originId: string;
  readonly #hub: Hub;
  readonly #path: string;
  readonly #secret: string;
  readonly #phoneNumberId: string;

  constructor(hub: Hub, origin: { readonly id: string; readonly webhookPath: string }, appSecret: string, phoneNumberId: string) {
    this.originId = origin.id;
    this.#hub = hub;
    this.#path = origin.webhookPath;
    this.#secret = appSecret;
    this.#phoneNumberId = phoneNumberId;
  }

  /** Returns the status. */
  async says(...messages: readonly CustomerText[]): Promise<number> {
    const body = this.#body(messages);
    return this.#hub.raw(this.#path, body, { 'x-hub-signature-256': `sha256=${createHmac('sha256', this.#secret).update(body).digest('hex')}` });
  }

  async saysUnsigned(message: CustomerText): Promise<number> {
    return this.#hub.raw(this.#path, this.#body([message]), { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` });
  }

  #body(messages: readonly CustomerText[]): string {
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: this.#phoneNumberId },
      contacts: messages.map(({ from, name }) => ({ profile: { name }, wa_id: from })),
      messages: messages.map(({ id, from, text }) => ({ from, id, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body: text } })),
    };
    return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: [{ field: 'messages', value }] }] });
  }
}

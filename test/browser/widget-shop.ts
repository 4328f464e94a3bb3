import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSocketRoute } from 'playwright-core';
import { createShopPage } from '../../demo/shop-page/server.ts';
import type { Api } from '../harness/http.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { openSocket, type Socket } from '../harness/socket.ts';
import { connectMail, createAgent, createTenant, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import type { Browser, TestPage } from './chromium.ts';

interface Hub {
  readonly baseUrl: string;
  readonly wsUrl: string;
  readonly adminToken: string;
}
type PageOptions = Parameters<Browser['page']>[0] & { readonly path?: string };

/** The demo's shop on an origin of its own, with a live chat at a whole hub. */
export class WidgetShop {
  url = '';
  readonly secret: string = randomUUID();
  #server!: Server;
  #origin!: Origin;
  tenant!: TestTenant;
  agent!: Api;
  readonly #hub: Hub;
  readonly #browser: Browser;

  constructor(hub: Hub, browser: Browser) {
    this.#hub = hub;
    this.#browser = browser;
  }

  async open(): Promise<this> {
    this.tenant = await createTenant(this.#hub);
    this.agent = (await createAgent(this.tenant)).session;
    const credentials = { allowedDomains: ['shop.example'], identitySecret: this.secret };
    this.#origin = await this.tenant.admin.post<Origin>('/v1/origins', { channel: 'livechat', name: 'Chat', credentials });
    const { baseUrl: hubUrl, wsUrl } = this.#hub;
    this.#server = createShopPage({ hubUrl, wsUrl, originId: this.#origin.id, identitySecret: this.secret });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    await this.set({ credentials: { allowedDomains: [`127.0.0.1:${port}`, `localhost:${port}`] } });
    return this;
  }

  /** The id of a mail origin of the tenant. */
  async connectMailbox(): Promise<string> {
    return (await connectMail(this.tenant, `chat@${randomUUID().slice(0, 8)}.example`)).origin.id;
  }

  set(change: object): Promise<unknown> {
    return this.tenant.admin.patch(`/v1/origins/${this.#origin.id}`, change);
  }

  /** A page of a visitor who was never here. Pages of one browser share what it keeps, so each test starts empty. */
  async visit({ path = '/', ...options }: PageOptions = {}): Promise<TestPage> {
    const page = await this.#browser.page(options);
    await page.goto(`${this.url}/`);
    await page.evaluate('localStorage.clear(), sessionStorage.clear()');
    await page.goto(`${this.url}${path}`);
    await page.waitForSelector('.launcher');
    return page;
  }
  /** Another tab of the same browser. */
  async tab(path = '/'): Promise<TestPage> {
    const page = await this.#browser.page();
    await page.goto(`${this.url}${path}`);
    await page.waitForSelector('.launcher');
    return page;
  }

  ticket(text: string): Promise<Ticket> {
    return until(`a ticket with “${text}”`, async () => {
      for (const ticket of await allTickets(this.tenant.admin))
        if ((await ticketMessages(this.tenant.admin, ticket.id)).some((message) => message.text === text)) return ticket;
      return undefined;
    });
  }
  texts = async (ticket: Ticket): Promise<(string | null)[]> => (await ticketMessages(this.tenant.admin, ticket.id)).map(({ text }) => text);
  reply(ticket: Ticket, text: string): Promise<Message> {
    return this.agent.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text }, 201);
  }
  deliveryOf = async (ticket: Ticket, number: number): Promise<string | undefined> =>
    (await ticketMessages(this.tenant.admin, ticket.id)).find((message) => message.number === number)?.delivery?.state;

  agentSocket(): Promise<Socket> {
    return openSocket(this.agent, this.#hub.wsUrl);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export const openChat = async (page: TestPage): Promise<void> => {
  await page.click('.launcher');
  await page.waitForSelector('.panel');
};
export const write = async (page: TestPage, text: string): Promise<void> => {
  await page.fill('.composer textarea', text);
  await page.keyboard.press('Enter');
};
/** The texts of the conversation, in their order, without the greeting. */
export const conversation = (page: TestPage): Promise<string[]> => page.locator('.item .bubble .text').allTextContents();

/** Lets a test cut the page's sockets. Call it before the page is opened. */
export const cuttable = async (page: TestPage): Promise<{ cut(): Promise<void>; mend(): void; open(): number }> => {
  const open = new Set<WebSocketRoute>();
  let isCut = false;
  await page.routeWebSocket(/./, (route) => {
    if (isCut) return void route.close();
    route.connectToServer();
    open.add(route);
    route.onClose(() => void open.delete(route));
  });
  return {
    async cut() {
      isCut = true;
      for (const route of open) await route.close();
      open.clear();
    },
    mend: () => {
      isCut = false;
    },
    open: () => open.size,
  };
};

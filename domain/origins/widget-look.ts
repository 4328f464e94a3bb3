import { Problem } from '../errors.ts';
import type { ChannelName } from './channels.ts';

/** How the chat widget of a live chat looks and what it asks, for everybody who loads a page with it. Missing members have the widget's defaults. */
export interface WidgetLook {
  /** `#rrggbb` */
  readonly accent?: string | undefined;
  /** Pixels. */
  readonly radius?: number | undefined;
  readonly side?: 'start' | 'end' | undefined;
  readonly theme?: 'auto' | 'light' | 'dark' | undefined;
  readonly title?: string | undefined;
  readonly greeting?: string | undefined;
  readonly askName?: Asked | undefined;
  readonly askEmail?: Asked | undefined;
  readonly questions?: readonly { readonly name: string; readonly label: string; readonly required: boolean }[] | undefined;
  readonly hours?: { readonly timeZone: string; readonly week: readonly OpenSpan[] } | undefined;
}
export type Asked = 'no' | 'optional' | 'required';

/** Open on these days (0 is Sunday) from one time of the day to another (`HH:MM`); one that ends before it begins goes over midnight. */
export interface OpenSpan {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** @throws Problem unprocessable for an origin without a widget */
export const requireChat = ({ channel }: { readonly channel: ChannelName }): void => {
  if (channel === 'livechat') return;
  const message = 'Only a live chat has a widget.';
  throw new Problem('unprocessable', message, { errors: [{ path: 'widget', message }] });
};

export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

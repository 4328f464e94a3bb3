import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { BRANDS } from '../parts/channel.tsx';
import type { Status } from '../parts/status.tsx';

const STATUS: Readonly<Record<Status, MessageDescriptor>> = {
  created: msg`New`,
  working: msg`Working`,
  pending: msg`Waiting`,
  followup: msg`Snoozed`,
  solved: msg`Solved`,
  closed: msg`Closed`,
};
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];
const PRIORITY: Readonly<Record<Priority, MessageDescriptor>> = {
  urgent: msg`Urgent`,
  high: msg`High`,
  normal: msg`Normal`,
  low: msg`Low`,
};

export function useStatusWord(status: Status): string {
  const { t } = useLingui();
  return t(STATUS[status]);
}

export function useWords() {
  const { t, i18n } = useLingui();
  return {
    language: i18n.locale,
    status: (status: string): string => t(STATUS[status as Status] ?? STATUS.created),
    priority: (priority: string): string => t(PRIORITY[priority as Priority] ?? PRIORITY.normal),
    channel: (channel: string): string => {
      if (channel === 'mail') return t`Mail`;
      if (channel === 'livechat') return t`Live chat`;
      if (channel === 'application') return t`Chats of an app`;
      return BRANDS[channel] ?? channel;
    },
  };
}

import { useLingui } from '@lingui/react/macro';
import type { Fault } from '../data/limits.ts';
import { fileSize, number } from '../i18n/format.ts';

/** Why a message cannot be sent, in words. */
export function useFaultWords(): (fault: Fault) => string {
  const { t, i18n } = useLingui();
  return (fault) => {
    switch (fault.code) {
      case 'too_long': {
        const over = number(i18n.locale, fault.over);
        return t`${over} characters too many`;
      }
      case 'no_files':
        return t`Files cannot be sent on this channel.`;
      case 'too_many_files': {
        const most = number(i18n.locale, fault.most);
        return t`At most ${most} files in one message.`;
      }
      case 'file_alone':
        return t`${fault.name} has to be sent alone.`;
      case 'file_type':
        return t`Files like ${fault.name} cannot be sent on this channel.`;
      case 'file_empty':
        return t`${fault.name} is empty.`;
      case 'file_too_large': {
        const most = fileSize(i18n.locale, fault.most);
        return t`${fault.name} is too large: at most ${most}.`;
      }
      default: {
        const most = fileSize(i18n.locale, fault.most);
        return t`The files are too large together: at most ${most}.`;
      }
    }
  };
}

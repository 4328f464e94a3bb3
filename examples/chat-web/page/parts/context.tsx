import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ChatModel } from '../model/chat.ts';
import type { State } from '../model/types.ts';

export const ChatContext = createContext<ChatModel | null>(null);

export function useChat(): ChatModel {
  const chat = useContext(ChatContext);
  if (chat === null) throw new Error('There is no chat around this part.');
  return chat;
}

export function useChatState(): State {
  const { state } = useChat();
  return useSyncExternalStore(state.subscribe, state.get);
}
